import * as z from 'zod/mini'

import { describeFields } from './describe-fields.ts'
import { EXAMPLES } from './examples.ts'
import { NAMES } from './names.ts'

export type Json = Record<string, unknown>

const IN_DOCUMENT = '#/components/schemas/'

/** Turns schemas into JSON, and collects the named ones that they refer to. */
export class SchemaBook {
  readonly #named: Record<string, Json> = {}

  /** In place, with references to the named ones. */
  add(schema: z.core.$ZodType): Json {
    const {
      $schema: _,
      $defs,
      ...json
    } = z.toJSONSchema(schema, {
      io: 'input',
      metadata: NAMES,
      override: ({ jsonSchema }) => simplify(jsonSchema),
    })
    for (const [name, definition] of Object.entries($defs ?? {})) {
      this.#named[name] = { ...inDocument(definition), title: name }
    }
    return inDocument(json)
  }

  /** What `components.schemas` holds, by name. */
  named(): Json {
    return Object.fromEntries(Object.entries(this.#named).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
}

/** What zod adds for its own sake: the spelled-out format of times, and the largest safe integer. */
function simplify(json: z.core.JSONSchema.BaseSchema): void {
  if (json.format !== undefined) delete json.pattern
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  delete json['id']
}

function inDocument(json: object): Json {
  const text = JSON.stringify(describeFields(json))
  return JSON.parse(text.replaceAll('"#/$defs/', `"${IN_DOCUMENT}`))
}

/** Of a named schema, or of a page of one. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const id = NAMES.get(schema)?.id
  if (id !== undefined) return EXAMPLES[id] ?? EXAMPLES[id.replace(/^Changed/, '')]
  if (!(schema instanceof z.ZodMiniObject)) return undefined
  const { data, nextCursor } = schema.shape
  if (!(data instanceof z.ZodMiniArray)) return undefined
  const item = exampleOf(data._zod.def.element)
  return { data: item === undefined ? [] : [item], ...(nextCursor === undefined ? {} : { nextCursor: null }) }
}

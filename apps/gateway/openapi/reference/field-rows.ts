import { isJson, type Json } from '../json.ts'
import { markup, inline, type Html } from './markup.ts'

const COMPONENT = '#/components/schemas/'

/** A table of the fields of a schema, nested ones under the path of their parents. */
export function fieldTable(schema: Json, components: Json): Html {
  const rows = rowsOf(resolved(schema, components), '')
  if (rows.length === 0) return markup``
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Fields"><table>
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

/** Parameters of path, query and headers, in the same form. */
export function parameterTable(parameters: readonly Json[]): Html {
  if (parameters.length === 0) return markup``
  const rows = parameters.map(({ name, in: where, required, schema, description }) =>
    row({
      path: String(name),
      type: markup`${typeOf(isJson(schema) ? schema : {})} <small>${String(where)}</small>`,
      isRequired: required === true,
      description: textOf(description),
    }),
  )
  return markup`<h4>Parameters</h4><div class="scroll" tabindex="0" role="group" aria-label="Parameters"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

interface Row {
  readonly path: string
  readonly type: Html
  readonly isRequired: boolean
  readonly description: string
}

function row({ path, type, isRequired, description }: Row): Html {
  const needed = isRequired ? markup` <em>required</em>` : markup``
  return markup`<tr><td><code>${path}</code>${needed}</td><td>${type}</td><td>${inline(description)}</td></tr>`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function rowsOf(schema: Json, parent: string): Html[] {
  const own = isJson(schema['properties']) ? Object.entries(schema['properties']) : []
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const rows = own.flatMap(([name, field]) => {
    if (!isJson(field)) return []
    const path = parent === '' ? name : `${parent}.${name}`
    const { description } = field
    const shown = { path, type: typeOf(field), isRequired: required.includes(name) }
    return [row({ ...shown, description: textOf(description) }), ...inside(field, path)]
  })
  return [...rows, ...alternatives(schema).flatMap((part) => rowsOf(part, parent))]
}

/** Rows of what a field contains. */
function inside(field: Json, path: string): Html[] {
  if (isJson(field['items'])) return inside(field['items'], `${path}[]`)
  const parts = alternatives(field)
  if (parts.length > 0)
    return parts.flatMap((part) => (isJson(part['items']) ? inside(part, path) : rowsOf(part, path)))
  return rowsOf(field, path)
}

function alternatives(schema: Json): Json[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const parts = schema[key]
    return Array.isArray(parts) ? parts.filter(isJson) : []
  })
}

function resolved(schema: Json, components: Json): Json {
  const name = referenceOf(schema)
  const target = name === undefined ? undefined : components[name]
  return isJson(target) ? resolved(target, components) : schema
}

function referenceOf({ $ref }: Json): string | undefined {
  return typeof $ref === 'string' ? $ref.replace(COMPONENT, '') : undefined
}

/** A type in a few words: `string`, `"full" or "partial"`, a list of something, a link to an object. */
function typeOf(schema: Json): Html {
  const name = referenceOf(schema)
  if (name !== undefined) return markup`<a href="#object-${name}">${name}</a>`
  if (schema['const'] !== undefined) return markup`<code>${JSON.stringify(schema['const'])}</code>`
  if (Array.isArray(schema['enum'])) return markup`${schema['enum'].map(String).join(' · ')}`
  const parts = alternatives(schema)
  if (parts.length > 0) return joined(parts.map(typeOf))
  if (isJson(schema['items'])) return markup`list of ${typeOf(schema['items'])}`
  const { type = 'any' } = schema
  return markup`${Array.isArray(type) ? type.join(' or ') : String(type)}${boundsOf(schema)}`
}

function joined(types: readonly Html[]): Html {
  const unique = [...new Map(types.map((type) => [type.html, type])).values()]
  return markup`${unique.flatMap((type, index) => (index === 0 ? [type] : [markup` or `, type]))}`
}

/** Bounds that somebody chose; those of every integer say nothing. */
function boundsOf({ minimum, maximum, minLength, maxLength }: Json): Html {
  const [low, high] = [minimum ?? minLength, maximum ?? maxLength].map((bound) =>
    typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? String(bound) : undefined,
  )
  if (high !== undefined) return markup` <small>${low === undefined ? `≤ ${high}` : `${low}–${high}`}</small>`
  return low === undefined || low === '0' ? markup`` : markup` <small>≥ ${low}</small>`
}

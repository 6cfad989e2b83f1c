import * as fc from 'fast-check'

/** The part of JSON Schema that our request schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly maxLength?: number
}

const MOST_ITEMS = 3
const MOST_CHARS = 60
const MOST_NUMBER = 50

/** What fields of a name usually hold, where their schema alone would nearly never hit it. */
export type UsualValues = (name: string, schema: JsonSchema) => fc.Arbitrary<unknown> | undefined

const NOTHING_USUAL: UsualValues = () => undefined

/** Values that mostly satisfy a schema; what patterns and refinements say besides is left to chance, so the schema itself is the judge. */
export function arbitraryOf(schema: JsonSchema, usual = NOTHING_USUAL): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, usual)))
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object'])
  return fc.oneof(...types.map((type) => ofType(type, schema, usual)))
}

function ofType(type: string, schema: JsonSchema, usual: UsualValues): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = MOST_NUMBER } = schema
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: Math.max(minimum, 0), max: Math.min(maximum, MOST_NUMBER) })
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'string':
      return text(schema)
    case 'array':
      return items(schema, usual)
    default:
      return object(schema, usual)
  }
}

function items({ items: each = {}, minItems = 0 }: JsonSchema, usual: UsualValues): fc.Arbitrary<unknown> {
  return fc.array(arbitraryOf(each, usual), { minLength: minItems, maxLength: MOST_ITEMS })
}

function text({ pattern, maxLength = MOST_CHARS }: JsonSchema): fc.Arbitrary<string> {
  const any = fc.string({ unit: 'binary', maxLength: Math.min(maxLength, MOST_CHARS) })
  const plain = fc.constantFrom('anchor', 'Where is the pilot?', 'doc-1', 'a')
  return pattern === undefined
    ? any
    : fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: any })
}

function object(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  usual: UsualValues,
): fc.Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, ofField(name, schema, usual)]),
    ),
    { requiredKeys: [...required] },
  )
  if (typeof additionalProperties !== 'object') return known
  const more = fc.dictionary(
    fc.constantFrom('year', 'owner', 'a.b', 'x-y'),
    arbitraryOf(additionalProperties, usual),
    {
      maxKeys: 2,
    },
  )
  return fc.tuple(known, more).map(([fields, others]) => ({ ...others, ...fields }))
}

function ofField(name: string, schema: JsonSchema, usual: UsualValues): fc.Arbitrary<unknown> {
  const likely = usual(name, schema)
  const any = arbitraryOf(schema, usual)
  return likely === undefined
    ? any
    : fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: any })
}

import * as fc from 'fast-check'

/** JSON text as a client would send it, and as none should. */
export type Mutation = (json: string) => string

const HOSTILE: readonly unknown[] = [
  null,
  [],
  {},
  '',
  0,
  -1,
  1e21,
  true,
  '\u0000',
  '\ud800',
  'x'.repeat(5_000),
  { __proto__: 1 },
  Array.from({ length: 200 }, () => ({})),
]

/** One mutation each: a field set to something hostile, a field too many, or text that is no longer quite JSON. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Mutation>((json) => json) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(), fc.constantFrom(...HOSTILE)).map(([at, value]) => replaceField(at, value)),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'tenantId', 'x').map(addField) },
  {
    weight: 1,
    arbitrary: fc.nat().map(
      (at): Mutation =>
        (json) =>
          json.slice(0, at % Math.max(1, json.length)),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...textMutations()) },
)

function replaceField(at: number, hostile: unknown): Mutation {
  return (json) => {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return json
    const names = Object.keys(value)
    const name = names[at % Math.max(1, names.length)]
    return name === undefined ? json : JSON.stringify({ ...value, [name]: hostile })
  }
}

function addField(name: string): Mutation {
  return (json) => (json === '{}' ? `{"${name}":{"a":1}}` : json.replace('{', `{"${name}":{"a":1},`))
}

function textMutations(): Mutation[] {
  return [
    (json) => `\ufeff${json}`,
    (json) => `${json}${json}`,
    (json) => json.replace(/"([^"]*)":/, '"$1":1e309,"$1":'),
    (json) => json.replaceAll('"', "'"),
    () => '['.repeat(10_000),
    () => `{"a":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`,
    () => 'null',
    () => '',
    () => '\u0000',
  ]
}

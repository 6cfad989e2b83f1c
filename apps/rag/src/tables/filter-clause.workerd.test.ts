import { Filter, Metadata, type Condition } from '@bulkhead/contracts/http/filter'
import { runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { corpusStub } from '../testing/harness.ts'
import { filterClause } from './filter-clause.ts'

type Scalar = string | number | boolean

/** What a filter means, said once more without SQL. */
function meets(metadata: Metadata, filter: Filter): boolean {
  return Object.entries(filter).every(([field, condition]) => {
    return Object.hasOwn(metadata, field) && holds(metadata[field]!, condition)
  })
}

function holds(value: Scalar, condition: Condition): boolean {
  if (typeof condition !== 'object') return value === condition
  if ('in' in condition) return condition.in.includes(value)
  const { gt, gte, lt, lte } = condition
  const bounds = [
    [gt, (order: number) => order > 0],
    [gte, (order: number) => order >= 0],
    [lt, (order: number) => order < 0],
    [lte, (order: number) => order <= 0],
  ] as const
  return bounds.every(([bound, test]) => bound === undefined || isOrderedAs(value, bound, test))
}

function isOrderedAs(value: Scalar, bound: string | number, test: (order: number) => boolean): boolean {
  if (typeof value === 'number' && typeof bound === 'number')
    return test(Math.sign(value - bound) || Number(value > bound) - Number(value < bound))
  return typeof value === 'string' && typeof bound === 'string' && test(byCodePoints(value, bound))
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  for (const [at, character] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    if (character !== other) return character.codePointAt(0)! - other.codePointAt(0)!
  }
  return left.length - right.length
}

async function found(pairs: readonly (readonly [metadata: Metadata, filter: Filter])[]): Promise<boolean[]> {
  return runInDurableObject(corpusStub('filters'), (_, state) =>
    pairs.map(([metadata, filter]) => {
      const { sql, bindings } = filterClause(filter, 'v.metadata', 2)
      const query = `SELECT count(*) AS n FROM (SELECT ?1 AS metadata) v WHERE ${sql}`
      return state.storage.sql.exec<{ n: number }>(query, JSON.stringify(metadata), ...bindings).one().n === 1
    }),
  )
}

const FIELDS = ['a', 'b', 'a.b', '0', '-', 'constructor', 'toString', '__proto_', 'A', '$', '#-1'].filter(
  (name) => /^[A-Za-z0-9_.-]+$/.test(name),
)
const TEXTS = [
  '',
  'a',
  'B',
  '1',
  'true',
  'null',
  ' a',
  'é',
  'e\u0301',
  '\uffff',
  '😀',
  '"',
  "'; --",
  '\\',
  '\u0000',
  'a\u0000b',
  '\n',
  'ß',
  '{"a":1}',
  '[1]',
]
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.1 + 0.2,
  0.3,
  1e21,
  1e-7,
  5e-324,
  Number.MAX_VALUE,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 60,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1.7976931348623157e308,
]

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
)
const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean())
const bound = fc.oneof(text, number)
const range = fc
  .record({ gt: bound, gte: bound, lt: bound, lte: bound }, { requiredKeys: [] })
  .filter((bounds) => Object.keys(bounds).length > 0)
const metadata = fc.dictionary(fc.constantFrom(...FIELDS), scalar, { maxKeys: 5 })

/** Half of the conditions are about a value that the document really has. */
const pair = metadata.chain((own) => {
  const values = Object.values(own)
  const value = values.length === 0 ? scalar : fc.oneof(scalar, fc.constantFrom(...values))
  const near = value.map((one) => (typeof one === 'boolean' ? 0 : one))
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    value,
    fc.array(value, { minLength: 1, maxLength: 4 }).map((wanted) => ({ in: wanted })),
    range,
    near.map((one) => ({ gte: one })),
    near.map((one) => ({ lt: one })),
    near.map((one) => ({ gte: one, lte: one })),
  )
  const names = Object.keys(own).length === 0 ? FIELDS : [...Object.keys(own), ...FIELDS.slice(0, 2)]
  return fc
    .dictionary(fc.constantFrom(...names), condition, { maxKeys: 3 })
    .map((filter) => [own, filter] as const)
})

test('the clause finds what the filter means, for odd values too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { minLength: 50, maxLength: 50 }), async (pairs) => {
      for (const [own, filter] of pairs) {
        expect(Metadata.safeParse(own).success && Filter.safeParse(filter).success).toBe(true)
      }
      const results = await found(pairs)
      for (const [at, [own, filter]] of pairs.entries()) {
        expect({ own, filter, found: results[at] }).toEqual({ own, filter, found: meets(own, filter) })
      }
    }),
    { numRuns: 60 },
  )
})

test('ten fields with every bound fit into one statement', async () => {
  const names = Array.from({ length: 10 }, (_, at) => `field-${at}`)
  const own = Object.fromEntries(names.map((name) => [name, 5]))
  const filter = Object.fromEntries(names.map((name) => [name, { gt: 4, gte: 5, lt: 6, lte: 5 }]))

  expect(
    await found([
      [own, filter],
      [{ ...own, 'field-9': 6 }, filter],
    ]),
  ).toEqual([true, false])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { planWords, weightOf } from './words-plan.ts'

const terms = (...rows: number[]) => rows.map((count, at) => ({ term: `t${at}`, rows: count }))

test.each([
  ['few chunks are all ranked', terms(10, 20), ['t0', 't1'], []],
  ['frequent words stand back', terms(9_000, 20, 2_001), ['t1'], ['t2', 't0']],
  [
    'what no longer fits stands back with all that are more frequent',
    terms(900, 700, 800),
    ['t1', 't2'],
    ['t0'],
  ],
  ['with frequent words only nothing is ranked yet', terms(2_001, 2_001), [], ['t0', 't1']],
  ['unknown words cost nothing', terms(0, 5_000), ['t0'], ['t1']],
])('%s', (_, counted, rare, frequent) => {
  expect(planWords(counted, 2_000)).toEqual({ rare, frequent })
})

test('never more chunks than allowed, and no term is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 48 }), fc.nat(4_000), (rows, most) => {
      const counted = terms(...rows)
      const { rare, frequent } = planWords(counted, most)
      const rowsOf = (term: string) => counted.find((one) => one.term === term)!.rows

      expect(rare.reduce((sum, term) => sum + rowsOf(term), 0)).toBeLessThanOrEqual(most)
      expect([...rare, ...frequent].sort()).toEqual(counted.map(({ term }) => term).sort())
      expect(Math.max(0, ...rare.map(rowsOf))).toBeLessThanOrEqual(
        Math.min(...frequent.map(rowsOf), Infinity),
      )
    }),
  )
})

test('a term weighs more the rarer it is, and something wherever it stands', () => {
  const weights = [0, 1, 10, 500, 1_000].map((rows) => weightOf(rows, 1_000))

  expect(weights).toEqual(weights.toSorted((a, b) => b - a))
  expect(weights.at(-1)).toBeGreaterThan(0)
  expect(weightOf(2_000, 1_000)).toBeGreaterThan(0)
})

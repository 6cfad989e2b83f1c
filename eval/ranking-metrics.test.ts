import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { ndcgAt, recallAt } from './ranking-metrics.ts'

const judged = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 0],
  ['d', 1],
])

test('is 1 for the best order and 0 when nothing relevant was found', () => {
  expect(ndcgAt(10, judged, ['a', 'b', 'd'])).toBe(1)
  expect(ndcgAt(10, judged, ['c', 'x'])).toBe(0)
  expect(ndcgAt(10, judged, [])).toBe(0)
  expect(ndcgAt(10, new Map([['c', 0]]), ['c'])).toBe(0)
})

test('gives linear gains, discounted by rank', () => {
  const dcg = 2 / Math.log2(2) + 3 / Math.log2(4)
  const best = 3 / Math.log2(2) + 2 / Math.log2(3) + 1 / Math.log2(4)

  expect(ndcgAt(10, judged, ['b', 'x', 'a'])).toBeCloseTo(dcg / best, 12)
})

test('looks no deeper than it was asked to, on either side', () => {
  expect(ndcgAt(1, judged, ['x', 'a'])).toBe(0)
  expect(ndcgAt(1, judged, ['a'])).toBe(1)
  expect(recallAt(2, judged, ['a', 'x', 'b'])).toBeCloseTo(1 / 3, 12)
})

test('recall counts what was judged relevant, once each', () => {
  expect(recallAt(10, judged, ['a', 'a', 'd', 'c'])).toBeCloseTo(2 / 3, 12)
  expect(recallAt(10, new Map(), ['a'])).toBe(0)
})

test('a better place for a relevant document never lowers nDCG', () => {
  const ids = ['a', 'b', 'c', 'd', 'x', 'y']
  const ranking = fc.shuffledSubarray(ids, { minLength: 2 })

  fc.assert(
    fc.property(ranking, fc.nat(), (ranked, n) => {
      const at = 1 + (n % (ranked.length - 1))
      const raised = [...ranked]
      const [upper, lower] = [raised[at - 1]!, raised[at]!]
      fc.pre((judged.get(lower) ?? 0) > (judged.get(upper) ?? 0))
      raised[at - 1] = lower
      raised[at] = upper

      const before = ndcgAt(10, judged, ranked)
      const after = ndcgAt(10, judged, raised)
      expect(after).toBeGreaterThan(before)
      expect(after).toBeLessThanOrEqual(1)
    }),
  )
})

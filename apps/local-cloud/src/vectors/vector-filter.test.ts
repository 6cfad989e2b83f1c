import { expect, test } from 'vitest'

import { matchesFilter } from './vector-filter.ts'

const METADATA = { year: 2024, kind: 'report', draft: false, owner: { team: 'sea' } }

test.each<[VectorizeVectorMetadataFilter, boolean]>([
  [{}, true],
  [{ kind: 'report' }, true],
  [{ kind: 'letter' }, false],
  [{ kind: { $ne: 'letter' } }, true],
  [{ kind: { $in: ['letter', 'report'] } }, true],
  [{ kind: { $nin: ['letter', 'report'] } }, false],
  [{ year: { $gte: 2024, $lt: 2025 } }, true],
  [{ year: { $gt: 2024 } }, false],
  [{ year: { $lte: 2024 } }, true],
  [{ year: { $gte: '2024' } }, false],
  [{ draft: false, kind: 'report' }, true],
  [{ draft: true, kind: 'report' }, false],
  [{ 'owner.team': 'sea' }, true],
  [{ missing: null }, true],
  [{ missing: { $lt: 1 } }, false],
])('%j', (filter, expected) => {
  expect(matchesFilter(METADATA, filter)).toBe(expected)
})

test('an operator it does not know matches nothing', () => {
  expect(matchesFilter(METADATA, { kind: { $like: 'r%' } } as never)).toBe(false)
})

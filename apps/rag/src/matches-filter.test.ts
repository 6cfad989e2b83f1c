import { expect, test } from 'vitest'

import { matchesFilter } from './matches-filter.ts'

const metadata = { team: 'hull', year: 2024, isPublic: true, code: '7' }

test.each([
  [{}, true],
  [{ team: 'hull' }, true],
  [{ team: 'Hull' }, false],
  [{ team: 'hull', year: 2023 }, false],
  [{ isPublic: true }, true],
  [{ isPublic: 1 }, false],
  [{ code: 7 }, false],
  [{ missing: 'x' }, false],
  [{ constructor: 'x' }, false],
  [{ team: { in: ['mast', 'hull'] } }, true],
  [{ team: { in: ['mast'] } }, false],
  [{ year: { gte: 2024, lt: 2025 } }, true],
  [{ year: { gt: 2024 } }, false],
  [{ year: { lte: 2024 } }, true],
  [{ year: { gte: '2024' } }, false],
  [{ team: { gte: 'h', lt: 'i' } }, true],
])('%j -> %s', (filter, expected) => {
  expect(matchesFilter(metadata, filter)).toBe(expected)
})

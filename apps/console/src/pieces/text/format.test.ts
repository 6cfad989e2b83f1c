import { expect, test } from 'vitest'

import { formatAgo, formatBytes, formatMoney, formatMs, formatUtc } from './format.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')

test.each([
  [null, '–'],
  ['0', '$0.00'],
  ['0.000012', '$0.000012'],
  ['0.000000002', '<$0.000001'],
  ['0.0312', '$0.0312'],
  ['1234.5', '$1,234.50'],
])('shows %s dollars as %s', (dollars, shown) => {
  expect(formatMoney(dollars)).toBe(shown)
})

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_536, '1.5 KiB'],
  [300 * 1_024 ** 2, '300 MiB'],
])('shows %d bytes as %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown)
})

test('shows a moment in UTC, with its year when it is another one', () => {
  expect(formatUtc('2026-11-29T06:08:11Z', NOW)).toBe('29 Nov 06:08:11')
  expect(formatUtc('2025-01-02T06:08:11Z', NOW)).toBe('2 Jan 2025 06:08:11')
})

test.each([
  ['2026-11-29T11:59:48Z', '12 sec ago'],
  ['2026-11-29T11:15:00Z', '45 min ago'],
  ['2026-12-02T12:00:00Z', 'in 3 days'],
])('shows %s as %s', (at, shown) => {
  expect(formatAgo(at, NOW)).toBe(shown)
})

test('shows durations in the unit that people would say', () => {
  expect([formatMs(12.4), formatMs(1_234), formatMs(90_000)]).toEqual(['12 ms', '1.23 s', '1.5 min'])
})

import { expect, test } from 'vitest'

import { mean, median, quantile } from './statistics.ts'
import { formatTable } from './table.ts'

test('finds quantiles by nearest rank, whatever the order', () => {
  const samples = [5, 1, 4, 2, 3]

  expect(median(samples)).toBe(3)
  expect(quantile(samples, 0.99)).toBe(5)
  expect(quantile(samples, 0)).toBe(1)
  expect(quantile([], 0.5)).toBeNaN()
  expect(mean(samples)).toBe(3)
})

test('lines up a table', () => {
  expect(
    formatTable(
      ['', 'rate'],
      [
        ['bare', '10'],
        ['Bulkhead', '9'],
      ],
    ),
  ).toBe(['          rate', '--------  ----', 'bare        10', 'Bulkhead     9'].join('\n'))
})

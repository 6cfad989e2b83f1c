import { expect, test } from 'vitest'

import { weightedSum, windowsOf } from './windows.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

test.each([
  [0, [0]],
  [5, [5]],
  [10, [10]],
  [11, [6, 5]],
  [25, [9, 9, 7]],
])('cuts %i items into even windows', (count, lengths) => {
  const windows = windowsOf(numbers(count), 10)

  expect(windows.map((window) => window.length)).toEqual(lengths)
  expect(windows.flat()).toEqual(numbers(count))
})

test('a window counts by its length', () => {
  const vectors = [
    [1, 0],
    [0, 1],
  ]

  expect(weightedSum(vectors, [numbers(4), numbers(3)])).toEqual([4, 3])
})

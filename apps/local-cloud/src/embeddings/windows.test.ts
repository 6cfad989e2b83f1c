import { expect, test } from 'vitest'

import { meanOf, normalise, windowsOf } from './windows.ts'

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
  expect(
    normalise(
      meanOf(
        [
          [1, 0],
          [0, 1],
        ],
        [numbers(4), numbers(3)],
      ),
    ),
  ).toEqual([0.8, 0.6])
})

test('the zero vector keeps its length', () => {
  expect(normalise([0, 0])).toEqual([0, 0])
})

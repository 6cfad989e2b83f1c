import { expect, test } from 'vitest'

import { normalise } from './normalise.ts'

test('a vector gets the length one', () => {
  expect(normalise([4, 3])).toEqual([0.8, 0.6])
})

test('the zero vector keeps its length', () => {
  expect(normalise([0, 0])).toEqual([0, 0])
})

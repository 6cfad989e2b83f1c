import { expect, test } from 'vitest'

import { agreement } from './agreement.ts'

test.each([
  ['the hull is red', 'The hull, is red.', 1, 1],
  ['the hull', 'the hull is red', 0.5, 1],
  ['red hull', 'hull red', 1, 0.5],
  ['', '', 1, 1],
])('%j beside %j', (found, expected, words, order) => {
  expect(agreement(found, expected)).toEqual({ words, order })
})

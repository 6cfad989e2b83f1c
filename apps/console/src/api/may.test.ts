import { expect, test } from 'vitest'

import { mayOf } from './may.ts'

test.each([
  ['owner', [true, true, true]],
  ['operator', [true, false, false]],
  ['billing', [false, true, false]],
  ['viewer', [false, false, false]],
] as const)('offers %s what the API would do', (role, [operate, setPrices, own]) => {
  expect(mayOf(role)).toEqual({ role, operate, setPrices, own })
})

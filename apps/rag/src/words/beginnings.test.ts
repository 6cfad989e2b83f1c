import { expect, test } from 'vitest'

import { beginningsOf } from './beginnings.ts'

test.each([
  ['passw', ['passw*']],
  ['simulac|simulacr', ['simulacr*', 'simulac*', 'simula*', 'simul*']],
  ['war', []],
  ['ab-1234', []],
  ['隔 舱', []],
])('%s may stand for words that begin like it', (term, beginnings) => {
  expect(beginningsOf(term)).toEqual(beginnings)
})

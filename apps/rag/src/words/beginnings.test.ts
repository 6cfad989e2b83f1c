import { expect, test } from 'vitest'

import { beginningsOf, knownTerms } from './beginnings.ts'

test.each([
  ['passw', ['passw*']],
  ['simulac|simulacr', ['simulacr*', 'simulac*', 'simula*', 'simul*']],
  ['war', []],
  ['ab-1234', []],
  ['隔 舱', []],
])('%s may stand for words that begin like it', (term, beginnings) => {
  expect(beginningsOf(term)).toEqual(beginnings)
})

test('a compound that nothing holds is looked for by two parts that something holds', () => {
  const isHeld = (term: string) => ['pumpe', 'wart', 'pump'].some((held) => term.split('|').includes(held))
  const [known = ''] = knownTerms(['pumpenwartung|~pum ~ump'], isHeld)

  expect(known.split('|')).toEqual(expect.arrayContaining(['pump', 'wart']))
  expect(knownTerms(['pumpenwartung|~pum ~ump'], () => false)).toEqual(['pumpenwartung|~pum ~ump'])
})

test('a pair that nothing holds is looked for by each of its characters of Han', () => {
  expect(knownTerms(['修 车', '休 み', 'み を'], () => false)).toEqual(['修|车', '休', 'み を'])
  expect(knownTerms(['修 车'], () => true)).toEqual(['修 车'])
})

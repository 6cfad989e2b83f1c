import { expect, test } from 'vitest'

import { Filter, Metadata } from './filter.ts'

test.each([
  ['{"team": "hull", "constructor": "x", "a.b-c_d": 7}', true],
  ['{}', true],
  ['{"": "x"}', false],
  ['{"a\\"b": "x"}', false],
  ['{"$.a": "x"}', false],
  ['["x"]', false],
  ['null', false],
])('%s: %s', (json, isTaken) => {
  const value: unknown = JSON.parse(json)

  expect(Filter.safeParse(value).success).toBe(isTaken)
  expect(Metadata.safeParse(value).success).toBe(isTaken)
  expect(Filter.safeParse(value).data ?? 'refused').toEqual(isTaken ? value : 'refused')
})

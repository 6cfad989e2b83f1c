import { expect, test } from 'vitest'

import { compared } from './compared.ts'

test.each([
  [0, 0, 'as yesterday'],
  [5, 0, 'none yesterday until now'],
  [112, 100, '+12 % against yesterday until now'],
  [50, 100, '−50 % against yesterday until now'],
  [1_001, 1_000, 'as yesterday until now'],
])('%d today and %d yesterday: %s', (today, yesterday, words) => {
  expect(compared(today, yesterday)).toBe(words)
})

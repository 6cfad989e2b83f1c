import { expect, test } from 'vitest'

import { firstFailure } from './verdict.ts'

const RED = ` FAIL  |journeys| tests/isolation-matrix.test.ts > stark has its own > GET /v1/usage
AssertionError: expected 200 to be 404
 FAIL  |journeys| tests/isolation-matrix.test.ts > another`

test('a red test is named with its reason', () => {
  expect(firstFailure(RED)).toBe(
    'tests/isolation-matrix.test.ts > stark has its own > GET /v1/usage: AssertionError: expected 200 to be 404',
  )
})

test('what else is printed is no failure of the program', () => {
  const output = ` FAIL  |unit| log.test.ts > a line\nAssertionError: expected 'SyntaxError: x' to be 'SyntaxError'`

  expect(firstFailure(output)).toContain('log.test.ts > a line')
})

test.each([
  ' FAIL  |journeys| a.test.ts\nError: apps/rag does not build:\n',
  ' FAIL  |journeys| a.test.ts\nReferenceError: x is not defined',
  'not over after 400000 ms: killed',
])('what fell over has noticed nothing: %s', (output) => {
  expect(firstFailure(output)).toBeUndefined()
})

import { expect, test } from 'vitest'

import { constantTimeEqual } from './constant-time-equal.ts'

const DIGEST = Array.from({ length: 32 }, (_, at) => (at * 7).toString(16).padStart(2, '0')).join('')
/** With another character there, which differs in one bit. */
const changed = (at: number) =>
  DIGEST.slice(0, at) + String.fromCharCode(DIGEST.charCodeAt(at) ^ 1) + DIGEST.slice(at + 1)

test('the same texts are equal', () => {
  expect(constantTimeEqual(DIGEST, `${DIGEST}x`.slice(0, -1))).toBe(true)
})

test('one bit of any character makes the difference', () => {
  const taken = Array.from(DIGEST, (_, at) => changed(at)).filter((other) => constantTimeEqual(DIGEST, other))

  expect(taken).toEqual([])
})

test.each(['', DIGEST.slice(1), `${DIGEST}0`, `${DIGEST}\0`])('%j is of another length', (other) => {
  expect([constantTimeEqual(DIGEST, other), constantTimeEqual(other, DIGEST)]).toEqual([false, false])
})

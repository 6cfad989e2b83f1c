import { expect, test } from 'vitest'

import { constantTimeEqual } from './constant-time-equal.ts'

const DIGEST = Uint8Array.from({ length: 32 }, (_, at) => at * 7)

test('the same bytes are equal', () => {
  expect(constantTimeEqual(DIGEST, Uint8Array.from(DIGEST))).toBe(true)
})

test('one bit of any byte makes the difference', () => {
  const taken = Array.from(DIGEST, (byte, at) => DIGEST.with(at, byte ^ 1)).filter((other) =>
    constantTimeEqual(DIGEST, other),
  )

  expect(taken).toEqual([])
})

test.each([0, 31, 33])('%i bytes are not 32', (length) => {
  const other = Uint8Array.from({ length }, (_, at) => DIGEST[at] ?? 0)

  expect([constantTimeEqual(DIGEST, other), constantTimeEqual(other, DIGEST)]).toEqual([false, false])
})

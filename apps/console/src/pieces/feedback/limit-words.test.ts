import { expect, test } from 'vitest'

import { ApiError } from '../../api/api-error.ts'
import { limitWords } from './limit-words.ts'

const YEAR = new Date().getUTCFullYear()
const refusal = (status: number, error: object, headers: Record<string, string> = {}) =>
  new ApiError(status, { error }, { headers: new Headers(headers) })

test.each([
  [2_000, 1_950, '1,950 of 2,000 tokens are used.'],
  ['5.00', '4.9', '$4.90 of $5.00 are used.'],
])('a spent budget of %s says when it resets and how much is used', (limit, used, words) => {
  const message = 'The budget is spent. Wait until it resets (see "details") or have it raised.'
  const details = { limit, used, resetsAt: `${YEAR}-11-30T00:00:00.000Z` }

  expect(limitWords(refusal(402, { code: 'budget_exceeded', message, details }))).toBe(
    `The budget is spent. Wait until it resets (30 Nov 00:00:00 UTC) or have it raised. ${words}`,
  )
  expect(limitWords(refusal(402, { code: 'budget_exceeded', message }))).toBe(
    'The budget is spent. Wait until it resets or have it raised.',
  )
})

test('a 429 says which limit it met, and when to come back', () => {
  const limited = { code: 'rate_limited', message: 'Too many requests.' }
  const headers = { 'ratelimit-policy': '"requests";q=60;w=60', 'retry-after': '2' }
  const inFlight = { code: 'budget_in_flight', message: 'The rest is reserved.' }
  const tokens = { 'x-ratelimit-limit-tokens': '2000', 'x-ratelimit-remaining-tokens': '0' }

  expect(limitWords(refusal(429, limited, headers))).toBe(
    'Too many requests. The limit is 60 requests a minute. It can be sent again in 2 s.',
  )
  expect(limitWords(refusal(429, inFlight, { ...tokens, 'retry-after': '1' }))).toBe(
    'The rest is reserved. Of 2,000 tokens, 0 are free now. It can be sent again in 1 s.',
  )
  expect(limitWords(refusal(429, limited))).toBe('Too many requests.')
})

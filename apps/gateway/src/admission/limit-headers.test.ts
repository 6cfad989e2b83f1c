import { expect, test } from 'vitest'

import { formatDuration, limitHeaders } from './limit-headers.ts'

test('writes the IETF draft and OpenAI headers from one state', () => {
  const headers = limitHeaders({
    requests: { limit: 60, burst: 10, remaining: 9, resetMs: 950 },
    tokens: { limit: 2_000, remaining: 1_600, resetMs: 3_723_000 },
  })

  expect(headers).toEqual({
    ratelimit: '"requests";r=9;t=1',
    'ratelimit-policy': '"requests";q=60;w=60',
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-limit-tokens': '2000',
    'x-ratelimit-remaining-requests': '9',
    'x-ratelimit-remaining-tokens': '1600',
    'x-ratelimit-reset-requests': '950ms',
    'x-ratelimit-reset-tokens': '1h2m3s',
  })
})

test.each([
  [0, '0ms'],
  [999, '999ms'],
  [1_000, '1s'],
  [1_250, '1.3s'],
  [60_000, '1m0s'],
  [359_999, '6m0s'],
  [86_400_000, '24h0m0s'],
])('%i ms is written %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

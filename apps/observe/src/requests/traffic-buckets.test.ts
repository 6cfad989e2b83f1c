import { expect, test } from 'vitest'

import { bucketsOf } from './traffic-buckets.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const fromMs = Date.parse('2026-11-29T08:00:00Z')
const ended = (minutes: number, status: number | null, ms: number | null) => ({
  atMs: fromMs + minutes * MINUTE_MS,
  status,
  ms,
})

test('each step has its requests by outcome, and how long they took', () => {
  const requests = [
    ended(1, 200, 10),
    ended(59.9, 200, 30),
    ended(60, 404, 5),
    ended(61, 429, 6),
    ended(62, 503, 900),
    ended(63, null, null),
  ]
  const leftOut = [
    { atMs: fromMs + HOUR_MS, requests: 2 },
    { atMs: fromMs + 61 * MINUTE_MS, requests: 3 },
  ]

  expect(bucketsOf({ ended: requests, leftOut }, { fromMs, stepMs: HOUR_MS, steps: 3 })).toEqual([
    { at: '2026-11-29T08:00:00.000Z', requests: 2, refused: 0, failed: 0, leftOut: 0, p50Ms: 30, p95Ms: 30 },
    { at: '2026-11-29T09:00:00.000Z', requests: 4, refused: 2, failed: 1, leftOut: 5, p50Ms: 6, p95Ms: 900 },
    {
      at: '2026-11-29T10:00:00.000Z',
      requests: 0,
      refused: 0,
      failed: 0,
      leftOut: 0,
      p50Ms: null,
      p95Ms: null,
    },
  ])
})

import { expect, test } from 'vitest'

import { PACE_BEGIN_MS, PACE_WINDOW_MS } from '../limits.ts'
import { Pace } from './pace.ts'

const START_MS = Date.UTC(2026, 10, 24, 12)
const ONE = { requests: 1, tokens: 400, nanoDollars: 0 }

/** Requests a second, as a lease is measured by them. */
const rateOf = (pace: Pace, nowMs: number) => {
  const { requests, overMs } = pace.demand('k', nowMs)
  return (requests * 1_000) / overMs
}

test('a key that has just begun is not taken for faster than half a second shows', () => {
  const pace = new Pace()
  for (let n = 0; n < 10; n += 1) pace.note('k', ONE, START_MS)

  expect(pace.demand('k', START_MS)).toEqual({
    requests: 10,
    tokens: 4_000,
    nanoDollars: 0,
    overMs: PACE_BEGIN_MS,
  })
})

test('waves a second apart are known for what they are when the next one begins', () => {
  const pace = new Pace()
  for (let wave = 0; wave < 4; wave += 1) {
    for (let n = 0; n < 96; n += 1) pace.note('k', ONE, START_MS + wave * 1_000)
  }

  const rate = rateOf(pace, START_MS + 4_000)
  expect(rate).toBeGreaterThan(50)
  expect(rate).toBeLessThan(130)
})

test('what is long ago says nothing of now', () => {
  const pace = new Pace()
  for (let n = 0; n < 96; n += 1) pace.note('k', ONE, START_MS)

  expect(rateOf(pace, START_MS + 2 * PACE_WINDOW_MS)).toBe(0)
})

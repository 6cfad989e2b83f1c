import type { RequestLimit } from '@bulkhead/contracts/limits'
import { expect, test } from 'vitest'

import { MIN_SHARD_BURST } from '../limits.ts'
import { Page } from '../page/page.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { WHOLE_TENANT } from './claim.ts'
import { MeterStore } from './meter-store.ts'
import { RequestLimits } from './request-limits.ts'
import { pickTwo, shardCount, shareOf } from './shards.ts'

const LIMIT: RequestLimit = { requestsPerMinute: 6_000, burst: 1_000 }
const MINUTE_MS = 60_000

/** mulberry32: the same numbers on every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * What a pool of shards admits of requests at the given times; the most that one limit would is burst + rate
 * × time.
 */
function admitted(
  limit: RequestLimit,
  count: number,
  timesMs: readonly number[],
  random: () => number,
): number {
  const shards = Array.from({ length: count }, (_, index) => ({
    requests: new RequestLimits(new MeterStore(new Page(new SqliteDatabase()))),
    claims: [{ subject: WHOLE_TENANT, limit: shareOf(limit, index, count) }],
  }))
  let sum = 0
  for (const nowMs of timesMs) {
    const free = pickTwo(count, random)
      .map((index) => shards[index]!)
      .find(({ requests, claims }) => requests.waitMs(claims, nowMs) === 0)
    if (free === undefined) continue
    free.requests.take(free.claims, nowMs)
    sum += 1
  }
  return sum
}

/**
 * Arrivals of one minute at a multiple of what the limit gives in it, each picked by one of `keys` with Zipf
 * weights; keys burst together.
 */
function arrivals(limit: RequestLimit, load: number, keys: number, random: () => number): number[] {
  const wanted = load * (limit.burst + limit.requestsPerMinute)
  const weights = Array.from({ length: keys }, (_, rank) => 1 / (rank + 1))
  const phases = weights.map(() => random() * 1_000)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights
    .flatMap((weight, key) =>
      Array.from({ length: Math.round((wanted * weight) / total) }, () =>
        keys === 1 ? random() * MINUTE_MS : Math.floor(random() * 60) * 1_000 + phases[key]! + random() * 100,
      ),
    )
    .sort((a, b) => a - b)
    .map(Math.floor)
}

const counts = [2, 3, 4, 8, 16]
const smallest = (count: number): RequestLimit => ({
  requestsPerMinute: 6_000,
  burst: count * MIN_SHARD_BURST,
})

test.each([...counts.map((n) => [n, LIMIT] as const), ...counts.map((n) => [n, smallest(n)] as const)])(
  '%i shards of %o admit never above the limit and at least 97 %% of it',
  (count, limit) => {
    const loads = [
      [1.2, 1],
      [2, 1],
      [1.2, 50],
      [2, 50],
    ] as const
    for (const [load, keys] of loads) {
      const random = randomFrom(count * 100 + keys + load)
      const timesMs = arrivals(limit, load, keys, random)
      const whole = admitted(limit, 1, timesMs, () => 0)

      const sharded = admitted(limit, count, timesMs, random)

      const spanMs = timesMs.at(-1)! - timesMs[0]!
      expect(sharded).toBeLessThanOrEqual(limit.burst + (limit.requestsPerMinute * spanMs) / MINUTE_MS)
      expect(sharded / whole).toBeGreaterThanOrEqual(0.97)
    }
  },
)

test('a burst at once is admitted to the last request but never beyond', () => {
  const timesMs = Array.from({ length: 40_000 }, () => 0)

  for (const count of [2, 7, 64]) expect(admitted(LIMIT, count, timesMs, randomFrom(count))).toBe(1_000)
})

test.each([
  [1_000, 7],
  [40, 4],
  [11, 1],
])('the shares of burst %i over %i shards add up to exactly the limit', (burst, count) => {
  const limit = { requestsPerMinute: 700, burst }
  const shares = Array.from({ length: count }, (_, index) => shareOf(limit, index, count))

  expect(shares.reduce((sum, share) => sum + share.burst, 0)).toBe(burst)
  expect(shares.reduce((sum, share) => sum + share.requestsPerMinute, 0)).toBeCloseTo(700, 9)
})

test('uses fewer shards than asked for when their burst would be too small', () => {
  expect(shardCount({ shards: 8, burst: 1_000 })).toBe(8)
  expect(shardCount({ shards: 8, burst: 40 })).toBe(4)
  expect(shardCount({ shards: 8, burst: 9 })).toBe(1)
})

test('the two shards differ, and every pair comes up', () => {
  const random = randomFrom(7)
  const pairs = Array.from({ length: 2_000 }, () => pickTwo(4, random))

  expect(pairs.every(([a, b]) => a !== b && a < 4 && b < 4)).toBe(true)
  expect(new Set(pairs.map(String)).size).toBe(12)
})

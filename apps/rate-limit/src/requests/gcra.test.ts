import type { RequestLimit } from '@bulkhead/contracts/limits'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { LEASE_OVER_MS } from '../limits.ts'
import { Page } from '../page/page.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { WHOLE_TENANT } from './claim.ts'
import { MeterStore } from './meter-store.ts'
import { RequestLimits } from './request-limits.ts'

const START_MS = Date.UTC(2026, 10, 24)

/**
 * The textbook GCRA over time that never runs back, in whole numbers: one millisecond is `requestsPerMinute`
 * ticks, one request 60,000.
 */
class Textbook {
  readonly limit: RequestLimit
  /** The newest time seen; none before the first look. */
  highMs: number | undefined
  credited = 0
  arrival = 0

  constructor(limit: RequestLimit) {
    this.limit = limit
  }

  /** Requests above empty, after looking at the clock. */
  level(nowMs: number): number {
    this.highMs ??= nowMs
    if (nowMs > this.highMs) this.credited += (nowMs - this.highMs) * this.limit.requestsPerMinute
    if (nowMs > this.highMs || this.highMs - nowMs > 60_000) this.highMs = nowMs
    return Math.max(0, this.arrival - this.credited) / 60_000
  }

  hasRoom(nowMs: number): boolean {
    return this.level(nowMs) + 1 <= this.limit.burst
  }

  take(): void {
    this.arrival = Math.max(this.arrival, this.credited) + 60_000
  }
}

const limits = fc.record({
  requestsPerMinute: fc.constantFrom(1, 7, 60, 599, 600, 601, 6_000, 6_000_000),
  burst: fc.integer({ min: 1, max: 40 }),
})
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('ask' as const), count: fc.integer({ min: 1, max: 30 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 3_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        ms: fc.constantFrom(-1, -900, -59_000, -3_600_000, 86_400_000),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cover' as const), is: fc.boolean() }) },
  ),
  { maxLength: 60, size: 'max' },
)

type Script = typeof steps extends fc.Arbitrary<infer T> ? T : never

function play(limit: RequestLimit, script: Script, judge: (seen: Seen) => void): void {
  const store = new MeterStore(new Page(new SqliteDatabase()))
  const textbook = new Textbook(limit)
  const claims = [{ subject: WHOLE_TENANT, limit }]
  let requests = new RequestLimits(store)
  let nowMs = START_MS
  let crashes = 0
  // Whether a cover of the budget says to a restarted object that this one was busy.
  let isCovered = false
  for (const step of script) {
    if (step.do === 'wait') nowMs += step.ms
    if (step.do === 'flush') requests.flush(nowMs)
    if (step.do === 'cover') {
      isCovered = step.is
      if (isCovered) requests.cover()
      else requests.secure(nowMs)
    }
    if (step.do === 'crash') {
      crashes += 1
      requests = new RequestLimits(store)
      if (isCovered) requests.assumeBlock(limit, nowMs)
      isCovered = false
    }
    if (step.do !== 'ask') continue
    for (let i = 0; i < step.count; i++) {
      const admits = requests.waitMs(claims, nowMs) === 0
      const { remaining } = requests.standing(claims, nowMs)
      judge({ admits, remaining, crashes, textbook: Math.floor(limit.burst - textbook.level(nowMs)) })
      if (!admits) break
      requests.take(claims, nowMs, isCovered)
      textbook.take()
    }
  }
}

interface Seen {
  readonly admits: boolean
  readonly remaining: number
  readonly crashes: number
  /** How many the textbook would admit at once. */
  readonly textbook: number
}

function holds(condition: boolean, seen: Seen): void {
  if (!condition) throw new Error(JSON.stringify(seen))
}

test('admits exactly what the textbook does, whatever the clock does', () => {
  const withoutCrash = steps.map((script) => script.filter((step) => step.do !== 'crash'))
  const exact = (seen: Seen) =>
    holds(seen.admits === seen.textbook > 0 && seen.remaining === seen.textbook, seen)

  expect(() =>
    fc.assert(
      fc.property(limits, withoutCrash, (limit, script) => play(limit, script, exact)),
      { numRuns: 400 },
    ),
  ).not.toThrow()
}, 30_000)

test('after any crashes admits never more, and each withholds at most one block', () => {
  const forward = steps.map((script) => script.filter((step) => step.do !== 'wait' || step.ms >= 0))
  const safe = (limit: RequestLimit) => (seen: Seen) => {
    const block = 60_000 / limit.requestsPerMinute >= 100 ? 0 : 10
    holds(seen.admits === seen.remaining > 0, seen)
    holds(seen.remaining <= seen.textbook && seen.textbook - seen.remaining <= block * seen.crashes, seen)
  }

  expect(() =>
    fc.assert(
      fc.property(limits, forward, (limit, script) => play(limit, script, safe(limit))),
      { numRuns: 400 },
    ),
  ).not.toThrow()
}, 30_000)

test('after crashes on a clock that steps back admits never more', () => {
  const limit = { requestsPerMinute: 6_000, burst: 20 }
  const store = new MeterStore(new Page(new SqliteDatabase()))
  const claims = [{ subject: WHOLE_TENANT, limit }]
  const first = new RequestLimits(store)
  while (first.waitMs(claims, START_MS) === 0) first.take(claims, START_MS)

  for (const backMs of [1, 59_000, 3_600_000]) {
    expect(new RequestLimits(store).waitMs(claims, START_MS - backMs)).toBeGreaterThan(0)
  }
})

test('a clock that was put right by an hour costs no hour', () => {
  const limit = { requestsPerMinute: 60, burst: 10 }
  const claims = [{ subject: WHOLE_TENANT, limit }]
  const requests = new RequestLimits(new MeterStore(new Page(new SqliteDatabase())))
  while (requests.waitMs(claims, START_MS) === 0) requests.take(claims, START_MS)
  const correctedMs = START_MS - 3_600_000

  expect(requests.waitMs(claims, correctedMs)).toBe(1_000)
  expect(requests.waitMs(claims, correctedMs + 1_000)).toBe(0)
})

test('says exactly when to return', () => {
  const limit = { requestsPerMinute: 7, burst: 2 }
  const claims = [{ subject: WHOLE_TENANT, limit }]
  const requests = new RequestLimits(new MeterStore(new Page(new SqliteDatabase())))
  requests.take(claims, START_MS)
  requests.take(claims, START_MS)
  const waitMs = requests.waitMs(claims, START_MS)

  expect(requests.standing(claims, START_MS)).toEqual({ limit: 7, burst: 2, remaining: 0, resetMs: 17_143 })
  expect(waitMs).toBe(8_572)
  expect(requests.waitMs(claims, START_MS + waitMs - 1)).toBe(1)
  expect(requests.waitMs(claims, START_MS + waitMs)).toBe(0)
})

test('a fast tenant writes once per block, a slow one every admission', () => {
  const writesOf = (limit: RequestLimit, count: number) => {
    const database = new SqliteDatabase()
    const page = new Page(database)
    const requests = new RequestLimits(new MeterStore(page))
    const claims = [{ subject: WHOLE_TENANT, limit }]
    const before = database.rowsWritten()
    for (let i = 0; i < count; i++) {
      requests.take(claims, START_MS + i)
      page.save()
    }
    return database.rowsWritten() - before
  }

  expect(writesOf({ requestsPerMinute: 60, burst: 10 }, 10)).toBe(10)
  expect(writesOf({ requestsPerMinute: 6_000, burst: 1_000 }, 1_000)).toBeLessThanOrEqual(100)
  // The first of them is stored as it is.
  expect(writesOf({ requestsPerMinute: 6_000_000, burst: 1_000_000 }, 1_001)).toBeLessThanOrEqual(11)
})

test('a raised rate does not reach back behind a crash', () => {
  const store = new MeterStore(new Page(new SqliteDatabase()))
  const slow = [{ subject: WHOLE_TENANT, limit: { requestsPerMinute: 6, burst: 10 } }]
  const fast = [{ subject: WHOLE_TENANT, limit: { requestsPerMinute: 60, burst: 10 } }]
  const before = new RequestLimits(store)
  for (let i = 0; i < 10; i++) before.take(slow, START_MS)
  before.waitMs(slow, START_MS + 10_000)
  before.store()

  expect(new RequestLimits(store).standing(fast, START_MS + 11_000).remaining).toBe(2)
})

test('a lowered limit applies from now on: nobody pays off what another limit allowed, after a crash neither', () => {
  const store = new MeterStore(new Page(new SqliteDatabase()))
  const before = [{ subject: WHOLE_TENANT, limit: { requestsPerMinute: 6_000, burst: 1_000 } }]
  const after = [{ subject: WHOLE_TENANT, limit: { requestsPerMinute: 60, burst: 10 } }]
  const requests = new RequestLimits(store)
  for (let i = 0; i < 800; i++) requests.take(before, START_MS)
  requests.store()

  expect(requests.waitMs(after, START_MS)).toBe(1_000)
  expect(requests.standing(after, START_MS).resetMs).toBe(10_000)
  expect(new RequestLimits(store).waitMs(after, START_MS)).toBe(1_000)
})

test('who is refused for leases under a limit that was higher is told to come back when they are over', () => {
  const requests = new RequestLimits(new MeterStore(new Page(new SqliteDatabase())))
  const high = { requestsPerMinute: 6_000, burst: 1_000 }
  const low = [{ subject: WHOLE_TENANT, limit: { requestsPerMinute: 60, burst: 10 } }]
  requests.take([{ subject: WHOLE_TENANT, limit: high }], START_MS)
  requests.lease(250, high, { nowMs: START_MS, endsMs: START_MS + LEASE_OVER_MS })

  expect(requests.waitMs(low, START_MS)).toBe(LEASE_OVER_MS + 1_000)
  requests.endLease(250, 250, START_MS + LEASE_OVER_MS)
  expect(requests.waitMs(low, START_MS + LEASE_OVER_MS)).toBe(1_000)
})

test('keys that have drained are forgotten, in memory and storage; busy ones are not', () => {
  const store = new MeterStore(new Page(new SqliteDatabase()))
  const requests = new RequestLimits(store)
  const perKey = { requestsPerMinute: 60, burst: 10 }
  requests.take([{ subject: 'early', limit: perKey }], START_MS)
  requests.take([{ subject: 'late', limit: perKey }], START_MS + 900)
  requests.take([{ subject: WHOLE_TENANT, limit: perKey }], START_MS)

  requests.sweep(() => perKey, START_MS + 1_500)

  expect(
    store
      .all()
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual([WHOLE_TENANT, 'late'])
})

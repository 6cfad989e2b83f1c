import type { RequestLimit } from '@bulkhead/contracts/limits'

import {
  CLOCK_STEP_MS,
  EXACT_INTERVAL_MS,
  LEASE_OVER_MS,
  METER_BLOCK_RATIO,
  METER_BLOCK_REQUESTS,
} from '../limits.ts'

/**
 * GCRA in its leaky-bucket form: each admission adds 1 to the level, time drains it at the limit's rate, and
 * nothing may rise above the burst. Counting requests instead of a theoretical arrival time keeps whole
 * numbers whole, so that a burst of n is n and never n - 1 by rounding.
 */
export interface Meter {
  readonly level: number
  readonly atMs: number
}

export const EMPTY: Meter = { level: 0, atMs: 0 }

/** Far below one request, far above what a million additions can get wrong. */
const ROUNDING = 1e-6

/**
 * The meter as of now. Time never runs back for a meter: it waits until the clock has caught up, or starts
 * from a clock that was put right. What a higher limit allowed before it was lowered is no debt.
 */
export function drain(meter: Meter, limit: RequestLimit, nowMs: number): Meter {
  const elapsedMs = Math.max(0, nowMs - meter.atMs)
  const level = Math.max(0, Math.min(limit.burst, meter.level) - elapsedMs / intervalMs(limit))
  const steppedBack = meter.atMs - nowMs > CLOCK_STEP_MS
  return { level, atMs: steppedBack ? nowMs : Math.max(meter.atMs, nowMs) }
}

/**
 * How long until one more request fits beside those that leases hold; 0 when it fits now. Takes a drained meter.
 * Leases given under a higher limit may hold more than this one has, but not for long.
 */
export function waitMs(meter: Meter, limit: RequestLimit, leased = 0): number {
  const excess = meter.level + leased + 1 - limit.burst
  const untilMs = excess <= ROUNDING ? 0 : Math.max(1, Math.ceil(excess * intervalMs(limit)))
  return leased === 0 ? untilMs : Math.min(untilMs, LEASE_OVER_MS + Math.ceil(intervalMs(limit)))
}

/** One admission. Takes a drained meter. */
export function take(meter: Meter): Meter {
  return { level: meter.level + 1, atMs: meter.atMs }
}

/** What would be admitted at once now, beside what leases hold. Takes a drained meter. */
export function remaining(meter: Meter, limit: RequestLimit, leased = 0): number {
  return Math.max(0, Math.floor(limit.burst - leased - meter.level + ROUNDING))
}

/** Until the whole burst is there again. Takes a drained meter. */
export function resetMs(meter: Meter, limit: RequestLimit): number {
  return Math.ceil(meter.level * intervalMs(limit))
}

/** Whether an object that starts from `stored` would admit no more than one that knows `meter`. */
export function covers(stored: Meter, meter: Meter, limit: RequestLimit): boolean {
  const isApart = stored.atMs - meter.atMs > CLOCK_STEP_MS
  return !isApart && drain(stored, limit, meter.atMs).level >= meter.level
}

/**
 * How far an object that starts from `stored` would be behind one that knows `meter`, in requests; undefined when
 * the clock lies between them.
 */
export function behindBy(stored: Meter, meter: Meter, limit: RequestLimit): number | undefined {
  if (stored.atMs > meter.atMs) return undefined
  const behind = meter.level - drain(stored, limit, meter.atMs).level
  return Math.abs(behind) < ROUNDING ? 0 : behind
}

interface At {
  readonly limit: RequestLimit
  readonly nowMs: number
}

/** Whether an object that starts from `stored` would admit less than one that knows `meter`. */
function isAhead(stored: Meter, meter: Meter, { limit, nowMs }: At): boolean {
  return drain(stored, limit, nowMs).level > drain(meter, limit, nowMs).level + ROUNDING
}

/** Whether an object that starts from `stored` would admit exactly the same. */
export function isSame(stored: Meter, meter: Meter, at: At): boolean {
  if (stored === meter) return true
  return !isAhead(stored, meter, at) && covers(stored, drain(meter, at.limit, at.nowMs), at.limit)
}

/** The meter as of now with so many more requests, as far as the burst goes. */
export function ahead(meter: Meter, requests: number, { limit, nowMs }: At): Meter {
  const { level, atMs } = drain(meter, limit, nowMs)
  return { level: Math.max(level, Math.min(limit.burst, level + requests)), atMs }
}

/**
 * The meter to store: ahead of the truth by a block, so that a fast tenant writes once per block and a crash
 * withholds at most one block. The truth never exceeds the burst, so neither need the ceiling.
 */
export function ceilingOf(meter: Meter, limit: RequestLimit): Meter {
  return {
    level: Math.max(meter.level, Math.min(limit.burst, meter.level + blockOf(limit))),
    atMs: meter.atMs,
  }
}

/** How far storage may be from the truth, in requests; slow limits are always exact. */
export function blockOf(limit: RequestLimit): number {
  if (intervalMs(limit) >= EXACT_INTERVAL_MS) return 0
  return Math.max(METER_BLOCK_REQUESTS, limit.burst * METER_BLOCK_RATIO)
}

function intervalMs(limit: RequestLimit): number {
  return 60_000 / limit.requestsPerMinute
}

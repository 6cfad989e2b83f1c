import type { Limits } from '@bulkhead/contracts/limits'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { COVER_RATIO, IN_FLIGHT_RETRY_MS, MIN_COVERED_RESERVATIONS } from '../limits.ts'
import type { Budget } from '../plan.ts'
import { monthOf, startOfDayMs } from './calendar.ts'
import { TOKENS, type Unit } from './unit.ts'

/** What counts against one budget: `spent` for good, `open` only until running requests have settled. */
export interface Committed {
  readonly spent: number
  readonly open: number
}

/** One budget now. */
export interface Window extends Committed {
  readonly name: 'day' | 'month'
  readonly limit: number
  readonly startMs: number
  readonly resetsAtMs: number
}

/** The windows of a budget on one day. `sum` adds up what is committed from one day to before another. */
export function windowsOf(
  { perDay, perMonth }: Budget,
  day: number,
  sum: (from: number, before: number) => Committed,
): Window[] {
  const windows: Window[] = []
  if (perDay !== undefined) {
    const sums = sum(day, day + 1)
    windows.push({
      name: 'day',
      limit: perDay,
      startMs: startOfDayMs(day),
      resetsAtMs: startOfDayMs(day + 1),
      ...sums,
    })
  }
  if (perMonth !== undefined) {
    const { first, next } = monthOf(day)
    const [startMs, resetsAtMs] = [startOfDayMs(first), startOfDayMs(next)]
    windows.push({ name: 'month', limit: perMonth, startMs, resetsAtMs, ...sum(first, next) })
  }
  return windows
}

export function tokensLeft({ limit, spent, open }: Window): number {
  return Math.max(0, limit - spent - open)
}

/**
 * Why an amount does not fit; undefined when it does. A budget that is spent outweighs one that is only in
 * flight.
 */
export function refusalOf(
  windows: readonly Window[],
  amount: number,
  unit: Unit = TOKENS,
): BulkheadError | undefined {
  const tight = windows.filter((window) => amount > tokensLeft(window))
  const spent = tight.find((window) => window.spent + amount > window.limit)
  if (spent !== undefined) return exceeded(spent, unit)
  if (tight.length === 0) return undefined
  return new BulkheadError('budget_in_flight', { retryAfterMs: IN_FLIGHT_RETRY_MS })
}

/** That a budget is spent. */
export function exceeded({ limit, spent, resetsAtMs }: Window, unit: Unit): BulkheadError {
  const resetsAt = new Date(resetsAtMs).toISOString()
  return new BulkheadError('budget_exceeded', {
    message: unit.exceeded,
    details: { limit: unit.show(limit), used: unit.show(spent), resetsAt },
  })
}

/** The budget with the least left, as the limit headers show it. */
export function tightest(windows: readonly Window[], nowMs: number): Limits['tokens'] {
  let shown: Limits['tokens']
  for (const window of windows) {
    const remaining = tokensLeft(window)
    if (shown !== undefined && shown.remaining <= remaining) continue
    shown = { limit: window.limit, remaining, resetMs: Math.max(0, window.resetsAtMs - nowMs) }
  }
  return shown
}

/** What is left of the tightest budget once `tokens` more are held. */
export function leftAfter(windows: readonly Window[], tokens: number): number {
  return Math.min(...windows.map(tokensLeft)) - tokens
}

/** How far ahead of the truth a ceiling over reservations is put. */
export function coverBlock(leftTokens: number): number {
  return Math.floor(leftTokens * COVER_RATIO)
}

/**
 * Whether a ceiling would cover so few reservations like this one that each is better written, which is
 * exact.
 */
export function isWrittenAlone(tokens: number, block: number): boolean {
  return block < tokens * MIN_COVERED_RESERVATIONS
}

/**
 * Whether a number that crossed a binding can be counted with: NaN or a fraction would poison every sum after
 * it.
 */
export function isTokenCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

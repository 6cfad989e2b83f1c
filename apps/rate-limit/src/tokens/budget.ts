import type { Limits } from '@bulkhead/contracts/limits'
import type { Plan } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { COVER_RATIO, IN_FLIGHT_RETRY_MS, MIN_COVERED_RESERVATIONS } from '../limits.ts'
import { monthOf, startOfDayMs } from './calendar.ts'

export type TokenPlan = Pick<Plan, 'tokensPerDay' | 'tokensPerMonth'>

/** What counts against one budget: `spent` for good, `open` only until running requests have settled. */
export interface Committed {
  readonly spent: number
  readonly open: number
}

/** One budget now. */
export interface Window extends Committed {
  readonly name: 'day' | 'month'
  readonly limit: number
  readonly resetsAtMs: number
}

/** The budgets of a plan on one day. `sum` adds up what is committed from one day to before another. */
export function windowsOf(
  plan: TokenPlan,
  day: number,
  sum: (from: number, before: number) => Committed,
): Window[] {
  const today: Window = {
    name: 'day',
    limit: plan.tokensPerDay,
    resetsAtMs: startOfDayMs(day + 1),
    ...sum(day, day + 1),
  }
  if (plan.tokensPerMonth === undefined) return [today]
  const { first, next } = monthOf(day)
  const resetsAtMs = startOfDayMs(next)
  return [today, { name: 'month', limit: plan.tokensPerMonth, resetsAtMs, ...sum(first, next) }]
}

export function tokensLeft({ limit, spent, open }: Window): number {
  return Math.max(0, limit - spent - open)
}

/**
 * Why `tokens` do not fit; undefined when they do. A budget that is spent outweighs one that is only in
 * flight.
 */
export function refusalOf(windows: readonly Window[], tokens: number): BulkheadError | undefined {
  const tight = windows.filter((window) => tokens > tokensLeft(window))
  const spent = tight.find((window) => window.spent + tokens > window.limit)
  if (spent !== undefined) {
    const resetsAt = new Date(spent.resetsAtMs).toISOString()
    return new BulkheadError('budget_exceeded', {
      details: { limit: spent.limit, used: spent.spent, resetsAt },
    })
  }
  if (tight.length === 0) return undefined
  return new BulkheadError('budget_in_flight', { retryAfterMs: IN_FLIGHT_RETRY_MS })
}

/** The budget with the least left, as the limit headers show it. */
export function tightest(windows: readonly Window[], nowMs: number): Limits['tokens'] {
  let shown: Limits['tokens'] | undefined
  for (const window of windows) {
    const remaining = tokensLeft(window)
    if (shown !== undefined && shown.remaining <= remaining) continue
    shown = { limit: window.limit, remaining, resetMs: Math.max(0, window.resetsAtMs - nowMs) }
  }
  return shown ?? { limit: 0, remaining: 0, resetMs: 0 }
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

import type { BudgetEvent, BudgetName } from '@bulkhead/contracts/record/budget-event'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Purse } from '../accounts/accounts.ts'
import { USAGE_KEPT_DAYS } from '../limits.ts'
import type { Window } from '../tokens/budget.ts'
import { dateOf, dayOf, startOfDayMs } from '../tokens/calendar.ts'
import type { EventStore } from './event-store.ts'

const NAMES = {
  tokens: { day: 'tokensPerDay', month: 'tokensPerMonth' },
  spend: { day: 'spendPerDay', month: 'spendPerMonth' },
} as const satisfies Record<string, Record<Window['name'], BudgetName>>

/** Events in one call to control. */
const MAX_SENT = 100

/** For whom thresholds are looked at, and which. */
export interface Watch {
  readonly tenantId: TenantId
  readonly thresholds: readonly number[]
  readonly nowMs: number
}

/** Thresholds of budgets, each crossed at most once in a window: seen in the step that crosses it. */
export class Thresholds {
  readonly #store: EventStore
  readonly #crossed: Set<string>
  #hasUnsent: boolean
  #hasNews: boolean

  constructor(store: EventStore) {
    this.#store = store
    this.#crossed = new Set(store.ids())
    this.#hasUnsent = store.unsent(1).length > 0
    this.#hasNews = this.#hasUnsent
  }

  get hasUnsent(): boolean {
    return this.#hasUnsent
  }

  /** Makes an event of every threshold that what is spent has reached. */
  look(purse: Purse, watch: Watch): void {
    for (const window of purse.ledger.windows(purse.budget, watch.nowMs)) {
      for (const threshold of watch.thresholds) {
        if (window.spent >= window.limit * threshold) this.#cross(purse, window, threshold, watch)
      }
    }
  }

  /** A budget that has refused a request is exhausted, although its last tokens were never spent. */
  exhausted(purse: Purse, amount: number, watch: Watch): void {
    if (!watch.thresholds.includes(1)) return
    for (const window of purse.ledger.windows(purse.budget, watch.nowMs)) {
      if (window.spent + amount > window.limit) this.#cross(purse, window, 1, watch)
    }
  }

  /** Whether anything was crossed since this was asked last. */
  takeNews(): boolean {
    const hadNews = this.#hasNews
    this.#hasNews = false
    return hadNews
  }

  unsent(): BudgetEvent[] {
    return this.#store.unsent(MAX_SENT)
  }

  markSent(events: readonly BudgetEvent[]): void {
    for (const { id } of events) this.#store.markSent(id)
    this.#hasUnsent = this.#store.unsent(1).length > 0
  }

  prune(nowMs: number): void {
    const oldestMs = startOfDayMs(dayOf(nowMs) - USAGE_KEPT_DAYS)
    for (const id of this.#store.forgetBefore(oldestMs)) this.#crossed.delete(id)
  }

  #cross({ ledger, keyId }: Purse, window: Window, threshold: number, watch: Watch): void {
    const budget = NAMES[ledger.unit.name][window.name]
    const { tenantId, nowMs } = watch
    const since = dateOf(dayOf(window.startMs))
    const id = ['budget', tenantId, keyId ?? '', budget, since, threshold].join('/')
    if (this.#crossed.has(id)) return
    this.#crossed.add(id)
    const inUnit = (amount: number) => (ledger.unit.name === 'spend' ? Math.round(amount / 1_000) : amount)
    this.#store.add(
      {
        id,
        tenantId,
        ...(keyId === undefined ? {} : { keyId }),
        budget,
        threshold,
        limit: inUnit(window.limit),
        used: inUnit(window.spent + window.open),
        windowStart: new Date(window.startMs).toISOString(),
        resetsAt: new Date(window.resetsAtMs).toISOString(),
        occurredAt: new Date(nowMs).toISOString(),
      },
      nowMs,
    )
    this.#hasUnsent = true
    this.#hasNews = true
  }
}

import type { BudgetName } from './budget-event.ts'

/** What was used in a span of time. */
export interface UsedSums {
  readonly requests: number
  readonly tokens: number
  /** Null as soon as the price of a part of it is unknown. */
  readonly nanoDollars: number | null
}

/** Where one budget of a tenant stands, in tokens or nano-dollars. */
export interface BudgetStanding {
  readonly budget: BudgetName
  readonly limit: number
  readonly used: number
  readonly reserved: number
  readonly resetsAtMs: number
}

/** What a tenant has used, as its home object counts it: for lists of tenants, which cannot ask each of them. */
export interface Standing {
  readonly atMs: number
  /** The UTC day of `today`; `month` goes from its first day to it. */
  readonly date: string
  readonly today: UsedSums
  readonly month: UsedSums
  readonly budgets: readonly BudgetStanding[]
  /** Of the last 30 days; left out where they were sent a short while ago. */
  readonly keyCosts?: readonly { readonly keyId: string; readonly nanoDollars: number | null }[]
}

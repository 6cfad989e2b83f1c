import type { RequestLimit } from '@bulkhead/contracts/limits'
import type { KeyRecord, TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { nanoDollarsOf } from '@bulkhead/spending/dollars'
import type { KeyLimits } from '@bulkhead/tenant-schema/tenant-config'

/** What one subject, the tenant or a key, may use of one unit: tokens, or nano-dollars. */
export interface Budget {
  readonly perDay?: number
  readonly perMonth?: number
}

/** The part of a tenant's config that requests are decided by. */
export interface Plan extends RequestLimit {
  readonly perKey?: RequestLimit
  readonly shards: number
  readonly tokens: Budget
  readonly spend: Budget
  /** Fractions of a budget that make an event when they are crossed. */
  readonly thresholds: readonly number[]
}

/** Whose request it is, and by what it is decided. */
export interface Requester {
  readonly plan: Plan
  /** Left out for work whose key is known no longer. */
  readonly key: KeyRecord | undefined
}

/** The most that a request may use. */
export interface Most {
  readonly tokens: number
  /** Undefined when the price of a model is unknown. */
  readonly nanoDollars: number | undefined
}

type Budgets = Pick<KeyLimits, 'tokensPerDay' | 'tokensPerMonth' | 'spendPerDay' | 'spendPerMonth'>

export function planOf({
  rateLimit,
  budget,
  alerts,
}: Pick<TenantSettings, 'rateLimit' | 'budget' | 'alerts'>): Plan {
  const { requestsPerMinute, burst, perKey, shards } = rateLimit
  return {
    requestsPerMinute,
    burst,
    ...(perKey === undefined ? {} : { perKey }),
    shards,
    tokens: budgetIn(budget, 'tokens'),
    spend: budgetIn(budget, 'spend'),
    thresholds: alerts.thresholds,
  }
}

/** The part of the budgets that counts in one unit. */
export function budgetIn(budgets: Budgets, unit: 'tokens' | 'spend'): Budget {
  const { tokensPerDay, tokensPerMonth, spendPerDay, spendPerMonth } = budgets
  if (unit === 'tokens') return budgetOf(tokensPerDay, tokensPerMonth)
  return budgetOf(nano(spendPerDay), nano(spendPerMonth))
}

export function hasBudget({ perDay, perMonth }: Budget): boolean {
  return perDay !== undefined || perMonth !== undefined
}

/** The request limit of a key alone: its own, else what the tenant gives every key. */
export function keyLimitOf(plan: Plan, key: KeyRecord | undefined): RequestLimit | undefined {
  const { requestsPerMinute, burst } = key?.limits ?? {}
  if (requestsPerMinute === undefined || burst === undefined) return plan.perKey
  return { requestsPerMinute, burst }
}

function budgetOf(perDay: number | undefined, perMonth: number | undefined): Budget {
  return { ...(perDay === undefined ? {} : { perDay }), ...(perMonth === undefined ? {} : { perMonth }) }
}

function nano(dollars: string | undefined): number | undefined {
  return dollars === undefined ? undefined : nanoDollarsOf(dollars)
}

import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** A budget by its name in the tenant's config and in a key's limits. */
export type BudgetName = 'tokensPerDay' | 'tokensPerMonth' | 'spendPerDay' | 'spendPerMonth'

/** A threshold that a budget has crossed: at most one event for each subject, window and threshold. */
export interface BudgetEvent {
  /** The same however often it is sent. */
  readonly id: string
  readonly tenantId: TenantId
  /** Left out: the tenant as a whole. */
  readonly keyId?: string
  readonly budget: BudgetName
  /** As a fraction of the limit; 1 is an exhausted budget. */
  readonly threshold: number
  /** Tokens, or micro-dollars. */
  readonly limit: number
  /** Settled and reserved. */
  readonly used: number
  readonly windowStart: string
  readonly resetsAt: string
  readonly occurredAt: string
}

import type { Demand } from '@bulkhead/contracts/admission/lease'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'

import type { Purse } from '../accounts/accounts.ts'
import {
  LEASE_BLOCK_RATIO,
  LEASE_FROM_PER_SECOND,
  LEASE_MS,
  LEASE_RATIO,
  LEASED_RATIO,
  MAX_LEASE_PERMITS,
  MIN_LEASE_PERMITS,
} from '../limits.ts'
import { keyLimitOf, type Plan, type Requester } from '../plan.ts'
import { blockOf } from '../requests/gcra.ts'
import { shardCount } from '../requests/shards.ts'
import { coverBlock, leftAfter } from '../tokens/budget.ts'
import { SPEND } from '../tokens/unit.ts'

/** What a lease holds. */
export interface Size {
  readonly permits: number
  readonly tokens: number
  readonly nanoDollars: number
}

interface Standing {
  readonly who: Requester
  readonly purses: readonly Purse[]
  /** Of the tenant's requests, besides what leases hold… */
  readonly remaining: number
  /** …which is so many. */
  readonly leased: number
  readonly demand: Demand
  readonly nowMs: number
}

/**
 * How much a lease holds: as much as the key has asked for lately, and never more than a hundredth of what is left of
 * any limit. Undefined where that is next to nothing, and where a limit is slow, spread over shards or a key's own:
 * there each request is decided by itself.
 */
export function leaseSize({ who, purses, remaining, leased, demand, nowMs }: Standing): Size | undefined {
  const { plan, key } = who
  const { requests, overMs } = demand
  if (!isLeasable(plan, key) || requests * 1_000 < overMs * LEASE_FROM_PER_SECOND) return undefined
  const tokensEach = demand.tokens / requests
  const nanoDollarsEach = demand.nanoDollars / requests
  const ofBudgets = purses.map((purse) => {
    const each = purse.ledger.unit === SPEND ? nanoDollarsEach : tokensEach
    return each > 0 ? mostOf(purse, nowMs) / each : MAX_LEASE_PERMITS
  })
  const permits = Math.floor(
    Math.min(
      MAX_LEASE_PERMITS,
      (requests * LEASE_MS) / Math.max(1, overMs),
      remaining * LEASE_RATIO,
      plan.burst * LEASED_RATIO - leased,
      ...ofBudgets,
    ),
  )
  if (permits < MIN_LEASE_PERMITS) return undefined
  return {
    permits,
    tokens: Math.floor(permits * tokensEach),
    nanoDollars: Math.floor(permits * nanoDollarsEach),
  }
}

/** The most of a budget that one lease holds: what is covered without a row, and a hundredth of what is left. */
function mostOf({ ledger, budget }: Purse, nowMs: number): number {
  const left = Math.max(0, leftAfter(ledger.windows(budget, nowMs), 0))
  if (left === Number.POSITIVE_INFINITY) return left
  return ledger.unit === SPEND ? left * LEASE_RATIO : coverBlock(left) * LEASE_BLOCK_RATIO
}

function isLeasable(plan: Plan, key: KeyRecord | undefined): boolean {
  return shardCount(plan) === 1 && keyLimitOf(plan, key) === undefined && blockOf(plan) > 0
}

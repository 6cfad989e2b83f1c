import type { Overview } from '@bulkhead/contracts/http/admin/figures'
import type { UsedSums } from '@bulkhead/contracts/record/standing'

import type { Tables } from '../desk/tables.ts'
import { ALERT_STALE_MS } from '../limits.ts'
import type { Bucket } from '../tables/figures/usage-buckets.ts'
import { fullestShare, tenantBudgets } from './tenant-budgets.ts'
import { costOf } from './tenant-figures.ts'

const DAY_MS = 86_400_000
const NEAR_LIMIT = 0.8
const MOST_LISTED = 20

/** What the Registry knows of the whole deployment. */
export function overviewOf(tables: Tables, nowMs: number): Omit<Overview, 'traffic'> {
  const { tenants, standings, alerts, webhooks, outbox, usageBuckets } = tables
  const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  const near = standings.fullest(undefined, NEAR_LIMIT, MOST_LISTED)
  return {
    at: new Date(nowMs).toISOString(),
    tenants: { ...tenants.counts(), pending: outbox.count() },
    today: shown(sumOf(usageBuckets.between(midnightMs, nowMs))),
    yesterday: shown(sumOf(usageBuckets.between(midnightMs - DAY_MS, nowMs - DAY_MS))),
    history: usageBuckets
      .between(nowMs - DAY_MS, nowMs)
      .map((bucket) => ({ at: new Date(bucket.startMs).toISOString(), ...shown(bucket) })),
    nearLimit: near
      .flatMap((row) => tenantBudgets(tables, row, nowMs) ?? [])
      .filter((one) => fullestShare(one) >= NEAR_LIMIT),
    alerts: alerts.firing(nowMs - ALERT_STALE_MS, MOST_LISTED),
    webhooks: webhooks.counts(),
  }
}

function sumOf(buckets: readonly Bucket[]): UsedSums {
  return {
    requests: buckets.reduce((sum, { requests }) => sum + requests, 0),
    tokens: buckets.reduce((sum, { tokens }) => sum + tokens, 0),
    nanoDollars: buckets.some(({ nanoDollars }) => nanoDollars === null)
      ? null
      : buckets.reduce((sum, { nanoDollars }) => sum + (nanoDollars ?? 0), 0),
  }
}

function shown(sums: UsedSums) {
  return { requests: sums.requests, tokens: sums.tokens, cost: costOf(sums) }
}

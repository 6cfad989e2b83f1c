import type { Overview, TenantBudgets } from '@bulkhead/contracts/http/admin/figures'
import type { UsedSums } from '@bulkhead/contracts/record/standing'

import type { Tables } from '../desk/tables.ts'
import { ALERT_STALE_MS } from '../limits.ts'
import type { StandingRow } from '../tables/figures/standing-table.ts'
import type { Bucket } from '../tables/figures/usage-buckets.ts'
import { fullestShare, tenantBudgets } from './tenant-budgets.ts'
import { costOf } from './tenant-figures.ts'

const DAY_MS = 86_400_000
const NEAR_LIMIT = 0.8
const MOST_LISTED = 20
const PAGE = 100
const MOST_READ = 2_000

/** What the Registry knows of the whole deployment. */
export function overviewOf(tables: Tables, nowMs: number): Omit<Overview, 'traffic'> {
  const { tenants, alerts, webhooks, outbox, usageBuckets } = tables
  const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  return {
    at: new Date(nowMs).toISOString(),
    tenants: { ...tenants.counts(), pending: outbox.count() },
    today: shown(sumOf(usageBuckets.between(midnightMs, nowMs))),
    yesterday: shown(sumOf(usageBuckets.between(midnightMs - DAY_MS, nowMs - DAY_MS))),
    history: usageBuckets
      .between(nowMs - DAY_MS, nowMs)
      .map((bucket) => ({ at: new Date(bucket.startMs).toISOString(), ...shown(bucket) })),
    nearLimit: nearLimit(tables, nowMs),
    alerts: alerts.firing(nowMs - ALERT_STALE_MS, MOST_LISTED),
    webhooks: webhooks.counts(),
  }
}

/** A report of a day or month that is over counts for nothing, and must not take the place of one that does. */
function nearLimit(tables: Tables, nowMs: number): TenantBudgets[] {
  const near: TenantBudgets[] = []
  let last: (StandingRow & { readonly share: number }) | undefined
  for (let read = 0; read < MOST_READ && near.length < MOST_LISTED; read += PAGE) {
    const rows = tables.standings.fullest(last, NEAR_LIMIT, PAGE)
    last = rows.at(-1)
    const states = rows.flatMap((row) => tenantBudgets(tables, row, nowMs) ?? [])
    near.push(...states.filter((one) => fullestShare(one) >= NEAR_LIMIT))
    if (rows.length < PAGE) break
  }
  return near.slice(0, MOST_LISTED)
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

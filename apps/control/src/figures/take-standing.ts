import type { Standing, UsedSums } from '@bulkhead/contracts/record/standing'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Tables } from '../desk/tables.ts'

const NOTHING: UsedSums = { requests: 0, tokens: 0, nanoDollars: 0 }

/** Keeps what a home object reports; a report that comes after a newer one changes nothing. */
export function takeStanding(tables: Tables, tenantId: TenantId, standing: Standing): void {
  const { standings, usageBuckets, keyFigures, tenants } = tables
  const before = standings.find(tenantId)
  if (tenants.find(tenantId) === undefined || (before?.atMs ?? 0) >= standing.atMs) return
  const since = before?.date === standing.date ? before.today : NOTHING
  usageBuckets.add(standing.atMs, growth(since, standing.today))
  standings.put(tenantId, standing)
  if (standing.keyCosts !== undefined) keyFigures.putCosts(tenantId, standing.keyCosts)
}

/** An erasure makes counts smaller, which is no use that was taken back. */
function growth(before: UsedSums, now: UsedSums): UsedSums {
  const { requests, tokens, nanoDollars } = now
  return {
    requests: Math.max(0, requests - before.requests),
    tokens: Math.max(0, tokens - before.tokens),
    nanoDollars: nanoDollars === null ? null : Math.max(0, nanoDollars - (before.nanoDollars ?? 0)),
  }
}

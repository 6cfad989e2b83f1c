import type { TenantFigures } from '@bulkhead/contracts/http/admin/figures'
import type { UsedSums } from '@bulkhead/contracts/record/standing'
import { dollarsOf } from '@bulkhead/spending/dollars'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Tables } from '../desk/tables.ts'

const NOTHING: UsedSums = { requests: 0, tokens: 0, nanoDollars: 0 }

/** What lists show of a tenant. All of it is here: no home object is asked. */
export function tenantFigures(
  { keys, keyFigures, standings, documentCounts }: Tables,
  id: TenantId,
  nowMs: number,
): TenantFigures {
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const standing = standings.find(id)
  // Nothing was used since the report, or there would be another one.
  const today = standing?.date === day ? standing.today : NOTHING
  const month = standing?.date.slice(0, 7) === day.slice(0, 7) ? standing.month : NOTHING
  const counted = documentCounts.find(id)
  const lastSeenMs = keyFigures.lastUsedMs(id)
  return {
    keys: keys.count(id),
    requestsToday: today.requests,
    tokensToday: today.tokens,
    costToday: costOf(today),
    costThisMonth: costOf(month),
    ...(lastSeenMs === undefined ? {} : { lastSeenAt: new Date(lastSeenMs).toISOString() }),
    ...(counted === undefined ? {} : { documents: counted.documents, failedDocuments: counted.failed }),
  }
}

export function costOf({ nanoDollars }: UsedSums): string | null {
  return nanoDollars === null ? null : dollarsOf(nanoDollars)
}

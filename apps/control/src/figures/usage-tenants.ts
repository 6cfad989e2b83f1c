import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Tables } from '../desk/tables.ts'

/** Whose usage is wanted. */
export interface UsageTenantsAsk {
  readonly tenant?: string | undefined
  readonly top: number
  /** What was reported before says nothing of the time that is asked for. */
  readonly sinceMs: number
}

export interface UsageTenants {
  readonly ids: readonly TenantId[]
  /** How many there are to ask. */
  readonly known: number
}

/** One tenant, all of them where they are few, else those whose last report shows the most use. */
export function usageTenants(tables: Tables, { tenant, top, sinceMs }: UsageTenantsAsk): UsageTenants {
  const { tenants, standings } = tables
  if (tenant !== undefined) {
    const id = parseTenantId(tenant)
    return tenants.find(id) === undefined ? { ids: [], known: 0 } : { ids: [id], known: 1 }
  }
  const first = tenants.idsAfter('', top + 1)
  if (first.length <= top) return { ids: first, known: first.length }
  return { ids: standings.largest(sinceMs, top), known: standings.countSince(sinceMs) }
}

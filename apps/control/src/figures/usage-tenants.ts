import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Tables } from '../desk/tables.ts'
import type { UsageTenants, UsageTenantsAsk } from '../registry-protocol.ts'

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

import { settingsOf } from '../config/resolve-config.ts'
import type { Tables } from '../desk/tables.ts'
import type { JsonObject } from '../tables/json.ts'
import type { TenantRow } from '../tables/tenant-table.ts'

/** A tenant as the admin API shows it. */
export function tenantView(tables: Pick<Tables, 'plans'>, row: TenantRow): JsonObject {
  return {
    ...row.document,
    status: row.status,
    managedBy: row.managedBy,
    version: row.version,
    createdAt: new Date(row.createdMs).toISOString(),
    updatedAt: new Date(row.updatedMs).toISOString(),
    ...(row.driftedMs === undefined ? {} : { driftedSince: new Date(row.driftedMs).toISOString() }),
    ...(row.plan === undefined ? {} : { effective: limitsOf(tables, row) }),
  }
}

/** What the plan and the document come to. */
function limitsOf(tables: Pick<Tables, 'plans'>, row: TenantRow): JsonObject {
  const { rateLimit, budget, alerts, sessions, rag } = settingsOf(tables, row)
  return { rateLimit, budget, alerts, sessions, rag }
}

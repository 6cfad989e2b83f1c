import type { Desk } from '../desk/desk.ts'
import type { TenantRow } from '../tables/tenant-table.ts'

/**
 * Removes the tenant from the record and leaves a tombstone. From the push on nobody gets in; its data is
 * erased after that, and again until all of it is gone.
 */
export function eraseTenant(desk: Desk, row: TenantRow, reason: string | undefined): void {
  const { tables, nowMs } = desk
  const { id } = row
  tables.tombstones.add({ tenantId: id, epoch: Math.max(row.epoch + 1, nowMs) }, nowMs)
  tables.tenants.remove(id)
  tables.names.remove(id)
  tables.keys.removeAll(id)
  tables.shortLived.forgetNotices(id)
  tables.standings.remove(id)
  tables.keyFigures.removeAll(id)
  tables.documentCounts.remove(id)
  desk.queue(id)
  desk.record('tenant.erased', {
    targets: [{ type: 'tenant', id }],
    changes: [{ path: 'name', before: row.name, after: null }],
    reason,
  })
}

import type { Desk } from '../desk/desk.ts'
import { settleDrift } from '../desk/settle-drift.ts'
import type { TenantRow } from '../tables/tenant-table.ts'

/**
 * Suspends or resumes, files or not: an incident does not wait for a file. The document of a file tenant stays
 * as its file has it, and the tenant counts as drifted as long as that differs.
 */
export function setStatus(
  desk: Desk,
  row: TenantRow,
  { status, reason }: { readonly status: TenantRow['status']; readonly reason?: string | undefined },
): TenantRow {
  desk.requireVersion(row.version)
  if (row.status === status) {
    desk.queue(row.id)
    return row
  }
  const isFile = row.managedBy === 'file'
  const next: TenantRow = {
    ...row,
    status,
    document: isFile ? row.document : { ...row.document, status },
    version: row.version + 1,
    updatedMs: desk.nowMs,
  }
  desk.tables.tenants.put(next)
  settleDrift(desk, row.id)
  desk.touch(row.id, 'config')
  desk.record(status === 'suspended' ? 'tenant.suspended' : 'tenant.resumed', {
    targets: [{ type: 'tenant', id: row.id }],
    changes: [{ path: 'status', before: row.status, after: status }],
    reason,
  })
  if (status === 'suspended') desk.emit('tenant.suspended', row.id, reason === undefined ? {} : { reason })
  return desk.tables.tenants.find(row.id) ?? next
}

import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Desk } from './desk.ts'

/**
 * A file tenant has drifted as long as its status, or a key that its file lists, is not as the file says: it ends
 * when either side gives way.
 */
export function settleDrift({ tables, nowMs }: Desk, tenantId: TenantId): void {
  const row = tables.tenants.find(tenantId)
  if (row?.managedBy !== 'file') return
  const isDrifted =
    row.status !== row.document['status'] ||
    tables.keys
      .ofFile(tenantId)
      .some(({ status, sha256, fileSha256 }) => status === 'revoked' || sha256 !== fileSha256)
  tables.tenants.setDrift(tenantId, isDrifted ? nowMs : undefined)
}

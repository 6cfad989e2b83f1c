import type { DocumentReport } from '@bulkhead/contracts/record/document-report'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { enqueueEvent } from '../desk/enqueue-event.ts'
import type { Tables } from '../desk/tables.ts'

/** Keeps the counts; each failure becomes a `document.failed` event once, however often it is reported. */
export function takeDocuments(
  tables: Tables,
  tenantId: TenantId,
  { documents, failed, failures }: DocumentReport,
): void {
  if (tables.tenants.find(tenantId) === undefined) return
  tables.documentCounts.put(tenantId, { documents, failed })
  for (const { documentId, version, code, failedAtMs } of failures) {
    const id = `${tenantId}/${documentId}/${version}/${failedAtMs}`
    const nowMs = Date.now()
    if (!tables.shortLived.tellOnce(id, nowMs)) continue
    const data = { documentId, version, code, failedAt: new Date(failedAtMs).toISOString() }
    enqueueEvent(tables, { type: 'document.failed', tenantId, data, nowMs })
  }
}

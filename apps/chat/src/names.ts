import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

// The names of all objects and archived files are made here and nowhere else. No part of one can contain a
// slash.

/** Of a ChatSession. */
export function sessionName(tenantId: TenantId, sessionId: string): string {
  return `${tenantId}/${sessionId}`
}

/** Of the SessionDirectory. */
export function directoryName(tenantId: TenantId): string {
  return tenantId
}

/** Of a Completion. `keyHash`: of route and Idempotency-Key. */
export function completionName(tenantId: TenantId, keyHash: string): string {
  return `${tenantId}/${keyHash}`
}

/** Everything archived of a tenant, or of one of its sessions, is under this key and nowhere else. */
export function archivePrefix(tenantId: TenantId, sessionId?: string): string {
  return `t/${tenantId}/sessions/${sessionId === undefined ? '' : `${sessionId}/`}`
}

const SESSION_ID = /^sess_[0-9a-f]{32}$/

/** An id of any other form names nothing, and no object is woken for it. */
export function checkSessionId(sessionId: string): void {
  if (!SESSION_ID.test(sessionId)) throw new BulkheadError('not_found')
}

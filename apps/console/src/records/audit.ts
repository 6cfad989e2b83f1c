import { everyItem } from '@bulkhead/admin-client/admin-client'

import { admin, type Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

export type AuditEvent = Schemas['AuditEvent']

export const AUDIT_PATH = '/admin/v1/audit-events'

/** Whether every event follows from the one before it. */
export const verdictQuery = resourceQuery<Schemas['AuditVerdict']>(`${AUDIT_PATH}/verify`)

export interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly target?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Every event of the filter, newest first. */
export function auditEvents(filter: AuditFilter): AsyncGenerator<AuditEvent> {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  return everyItem((page) =>
    admin.GET('/admin/v1/audit-events', { params: { query: { ...given, ...page } } }),
  )
}

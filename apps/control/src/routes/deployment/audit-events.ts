import { AuditPage } from '@bulkhead/contracts/http/admin/audit-events'
import { readPage } from '@bulkhead/worker/paging'

import { EVERYBODY, registryRoute } from '../../route.ts'
import type { AuditRow } from '../../tables/audit-table.ts'

const path = '/admin/v1/audit-events'

export const listAuditEvents = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Who did what, newest first',
  query: AuditPage,
  run: ({ tables }, { query: { limit, cursor, ...filter } }) => {
    const rows = (from: number, count: number) => tables.audit.before(from, count, filter)
    const listing = { from: Number.MAX_SAFE_INTEGER, rows, show: ({ event }: AuditRow) => event }
    return { resource: readPage({ limit, cursor }, listing) }
  },
})

export const verifyAuditEvents = registryRoute({
  method: 'GET',
  path: `${path}/verify`,
  roles: EVERYBODY,
  summary: 'Whether every audit event follows from the one before it',
  run: ({ tables }) => ({ resource: tables.audit.verify() }),
})

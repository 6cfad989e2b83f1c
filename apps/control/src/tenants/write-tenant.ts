import type { TenantDocument } from '@bulkhead/contracts/http/admin/tenants'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { changesBetween } from '../audit/changes-between.ts'
import type { Desk } from '../desk/desk.ts'
import { applyFileKeys } from '../keys/apply-file-keys.ts'
import type { Manager, TenantRow } from '../tables/tenant-table.ts'
import { judgeDocument, type Judged } from './judge-document.ts'

/** @throws BulkheadError `tenant_not_found` */
export function tenantOf({ tables }: Pick<Desk, 'tables'>, id: string): TenantRow {
  const row = tables.tenants.find(id)
  if (row === undefined) throw new BulkheadError('tenant_not_found', { message: 'There is no such tenant.' })
  return row
}

/** @throws BulkheadError `invalid_request` for a tenant that only its file may change */
export function requireApi(row: TenantRow): void {
  if (row.managedBy === 'api') return
  throw invalid([
    {
      path: 'managedBy',
      message: 'the tenant is managed by its file: change the file and apply it',
    },
  ])
}

/** Why no new tenant may have this id. */
export function idProblem({ tables }: Pick<Desk, 'tables'>, id: string): string | undefined {
  if (tables.tenants.find(id) !== undefined) return 'is already taken'
  if (tables.tombstones.find(id) === undefined) return undefined
  return 'belonged to a tenant that was erased; ids are never used again'
}

/** A new tenant. @throws BulkheadError `invalid_request` with one entry per field */
export function createTenant(desk: Desk, raw: TenantDocument, managedBy: Manager): TenantRow {
  const judged = judgeDocument(desk, raw)
  const problem = idProblem(desk, judged.config.id)
  if (problem !== undefined) throw invalid([{ path: 'id', message: problem }])
  return insertTenant(desk, judged, managedBy)
}

/** A judged document whose id is free. */
export function insertTenant(desk: Desk, judged: Judged, managedBy: Manager): TenantRow {
  const { nowMs } = desk
  const row: TenantRow = {
    ...columnsOf(judged),
    id: parseTenantId(judged.config.id),
    status: judged.config.status,
    managedBy,
    version: 1,
    epoch: 0,
    configEpoch: 0,
    enforcedEpoch: 0,
    createdMs: nowMs,
    updatedMs: nowMs,
    driftedMs: undefined,
  }
  return store(desk, { action: 'tenant.created', before: undefined, row, judged })
}

/** Another document for a tenant. Nothing is written when nothing changes. */
export function replaceTenant(desk: Desk, row: TenantRow, judged: Judged): TenantRow {
  if (judged.config.id !== row.id) throw invalid([{ path: 'id', message: 'cannot be changed' }])
  // A file that still says what it said does not undo what an incident needed.
  const isAsked = row.managedBy === 'api' || judged.config.status !== row.document['status']
  const status = isAsked ? judged.config.status : row.status
  const isSame = status === row.status && changesBetween(row.document, judged.document).length === 0
  if (isSame) {
    if (row.managedBy === 'file') applyFileKeys(desk, row.id, judged.config.apiKeys)
    return row
  }
  const next = { ...row, ...columnsOf(judged), status, version: row.version + 1, updatedMs: desk.nowMs }
  return store(desk, { action: 'tenant.updated', before: row, row: next, judged })
}

interface Storing {
  readonly action: string
  readonly before: TenantRow | undefined
  readonly row: TenantRow
  readonly judged: Judged
}

function store(desk: Desk, { action, before, row, judged }: Storing): TenantRow {
  const { tables } = desk
  const { id, hostnames, cors, apiKeys } = judged.config
  tables.tenants.put(row)
  tables.names.put(row.id, hostnames, cors.origins)
  desk.touch(row.id, 'config')
  desk.record(action, {
    targets: [{ type: 'tenant', id }],
    changes: changesBetween(before === undefined ? undefined : shown(before), shown(row)),
  })
  applyFileKeys(desk, row.id, apiKeys)
  if (before?.status === 'active' && row.status === 'suspended') desk.emit('tenant.suspended', row.id, {})
  return row
}

function shown({ document, status }: TenantRow): object {
  return { ...document, status }
}

function columnsOf({ document, config }: Judged) {
  const { name, tier, plan } = config
  return { document, name, tier, plan }
}

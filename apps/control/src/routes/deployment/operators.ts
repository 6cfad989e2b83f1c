import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreateOperator, PatchOperator } from '@bulkhead/contracts/http/admin/operators'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import { createId } from '@bulkhead/contracts/ids'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import { readPage } from '@bulkhead/worker/paging'

import { changesBetween } from '../../audit/changes-between.ts'
import { sha256Hex } from '../../audit/link-hash.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { OWNERS, registryRoute, type Done } from '../../route.ts'
import { createOperatorToken } from '../../secrets/operator-token.ts'
import type { OperatorRow } from '../../tables/operator-table.ts'

const path = '/admin/v1/operators'
const onePath = '/admin/v1/operators/:id'

export const listOperators = registryRoute({
  method: 'GET',
  path,
  roles: OWNERS,
  summary: 'Operators, in the order in which they were made',
  query: PageRequest,
  run: ({ tables }, { query }) => {
    const rows = (from: number, count: number) => tables.operators.after(from, count)
    return { resource: readPage(query, { from: 0, rows, show: operatorView }) }
  },
})

export const postOperator = registryRoute({
  method: 'POST',
  path,
  roles: OWNERS,
  summary: 'Create an operator; `token` is shown once, and for ten minutes again to the same Idempotency-Key',
  query: DryRunQuery,
  body: CreateOperator,
  mint: async () => createOperatorToken(),
  secretOf: (token) => ({ token }),
  run: (desk, { body: { name, email, role, expiresAt } }, token) => {
    requireFreeEmail(desk, email)
    requireNotOver(desk, expiresAt)
    const row: OperatorRow = {
      id: createId('op'),
      name,
      email,
      role,
      sha256: sha256Hex(token),
      expiresMs: expiresAt === undefined ? undefined : Date.parse(expiresAt),
      version: 1,
      createdMs: desk.nowMs,
      createdBy: desk.actor.id,
      lastUsedMs: undefined,
    }
    desk.tables.operators.put(row)
    noted(desk, 'operator.created', { before: undefined, after: row })
    return shown(row, 201)
  },
})

export const getOperator = registryRoute({
  method: 'GET',
  path: onePath,
  roles: OWNERS,
  summary: 'One operator',
  run: (desk, { params }) => shown(operatorOf(desk, params.id)),
})

export const patchOperator = registryRoute({
  method: 'PATCH',
  path: onePath,
  roles: OWNERS,
  summary: 'Change an operator by a JSON merge patch',
  query: DryRunQuery,
  body: PatchOperator,
  run: (desk, { params, body: { name, email, role, expiresAt } }) => {
    const before = operatorOf(desk, params.id)
    desk.requireVersion(before.version)
    requireFreeEmail(desk, email, before)
    const expiresMs = typeof expiresAt === 'string' ? Date.parse(expiresAt) : undefined
    const after: OperatorRow = {
      ...before,
      name: name ?? before.name,
      email: email === undefined ? before.email : (email ?? undefined),
      role: role ?? before.role,
      expiresMs: expiresAt === undefined ? before.expiresMs : expiresMs,
      version: before.version + 1,
    }
    desk.tables.operators.put(after)
    noted(desk, 'operator.updated', { before, after })
    return shown(after)
  },
})

export const deleteOperator = registryRoute({
  method: 'DELETE',
  path: onePath,
  roles: OWNERS,
  summary: 'Remove an operator; the token is refused from the next request on',
  query: DryRunQuery,
  run: (desk, { params }) => {
    const before = operatorOf(desk, params.id)
    desk.requireVersion(before.version)
    desk.tables.operators.remove(before.id)
    noted(desk, 'operator.removed', { before, after: undefined })
    return { resource: { id: before.id, status: 'removed' } }
  },
})

/** @throws BulkheadError `not_found` */
function operatorOf({ tables }: Desk, id: string): OperatorRow {
  const row = tables.operators.find(id)
  if (row === undefined) throw new BulkheadError('not_found', { message: 'There is no such operator.' })
  return row
}

/** @throws BulkheadError `invalid_request` for an address that another operator has */
function requireFreeEmail({ tables }: Desk, email: string | null | undefined, before?: OperatorRow): void {
  if (email === undefined || email === null) return
  const row = tables.operators.withEmail(email)
  if (row === undefined || row.id === before?.id) return
  throw invalid([{ path: 'email', message: 'belongs to another operator' }])
}

/** @throws BulkheadError `invalid_request` for a token that would be refused from the first request on */
function requireNotOver({ nowMs }: Desk, expiresAt: string | undefined): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > nowMs) return
  throw invalid([{ path: 'expiresAt', message: 'must be in the future' }])
}

function noted(
  desk: Desk,
  action: string,
  { before, after }: { readonly before: OperatorRow | undefined; readonly after: OperatorRow | undefined },
): void {
  const id = after?.id ?? before?.id ?? ''
  const changes = changesBetween(before && auditedOperator(before), after && auditedOperator(after))
  desk.record(action, { targets: [{ type: 'operator', id }], changes })
}

function auditedOperator({ name, email, role, expiresMs }: OperatorRow): object {
  return { name, ...(email === undefined ? {} : { email }), role, ...expiry(expiresMs) }
}

function shown(row: OperatorRow, status: 200 | 201 = 200): Done {
  return { status, resource: operatorView(row), etag: etagOf(row.version) }
}

function operatorView(row: OperatorRow): object {
  const { id, name, email, role, expiresMs, version, createdMs, createdBy, lastUsedMs } = row
  return {
    id,
    name,
    ...(email === undefined ? {} : { email }),
    role,
    ...expiry(expiresMs),
    version,
    createdAt: new Date(createdMs).toISOString(),
    createdBy,
    ...(lastUsedMs === undefined ? {} : { lastUsedAt: new Date(lastUsedMs).toISOString() }),
  }
}

function expiry(expiresMs: number | undefined): object {
  return expiresMs === undefined ? {} : { expiresAt: new Date(expiresMs).toISOString() }
}

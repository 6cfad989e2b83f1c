import { invalid } from '@bulkhead/http/read-body'
import type { ApiKeyRecord } from '@bulkhead/tenant-schema/tenant-config'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Desk } from '../desk/desk.ts'
import type { KeyRow } from '../tables/key-table.ts'
import { auditedKey } from './key-view.ts'
import { revokeKey } from './revoke-key.ts'
import { storeKey } from './write-key.ts'

/**
 * The keys that a document lists, by their digests. One that it lists no more is revoked. A revoked key stays
 * revoked, and a rotated one keeps its new secret until the file has another digest than it had.
 */
export function applyFileKeys(desk: Desk, tenantId: TenantId, records: readonly ApiKeyRecord[]): void {
  const listed = new Set(records.map(({ id }) => id))
  for (const row of desk.tables.keys.ofFile(tenantId)) {
    if (listed.has(row.id) || isLocalKey(row)) continue
    if (row.status === 'active') revokeKey(desk, row, 'no longer in the tenant file')
    desk.tables.keys.leaveFile(row.id)
  }
  for (const record of records) applyFileKey(desk, tenantId, record)
}

/** Development keys are in a file of their own. */
export const LOCAL_KEY_NAME = 'local'
function isLocalKey({ name, createdBy }: KeyRow): boolean {
  return name === LOCAL_KEY_NAME && createdBy === LOCAL_KEY_NAME
}

/** @throws BulkheadError `invalid_request` when the id is another tenant's */
export function applyFileKey(
  desk: Desk,
  tenantId: TenantId,
  record: ApiKeyRecord,
  name?: typeof LOCAL_KEY_NAME,
): void {
  const row = desk.tables.keys.find(record.id)
  if (row !== undefined && row.tenantId !== tenantId) {
    throw invalid([{ path: 'apiKeys', message: `the key id ${record.id} is already taken` }])
  }
  if (row === undefined) {
    storeKey(desk, newRow(desk, tenantId, record, name), { action: 'key.created', before: undefined })
    return
  }
  const next = followed(row, record)
  const isSame =
    next.sha256 === row.sha256 &&
    next.fileSha256 === row.fileSha256 &&
    JSON.stringify(auditedKey(next)) === JSON.stringify(auditedKey(row))
  if (isSame || row.status === 'revoked') return
  storeKey(
    desk,
    { ...next, version: row.version + 1, updatedMs: desk.nowMs },
    { action: 'key.updated', before: row },
  )
}

function columnsOf({ scopes, expiresAt, notBefore, models, limits, allowedIps, sha256 }: ApiKeyRecord) {
  return {
    scopes: [...new Set(scopes)],
    settings: {
      ...(models === undefined ? {} : { models }),
      ...(limits === undefined ? {} : { limits }),
      ...(allowedIps === undefined ? {} : { allowedIps }),
    },
    expiresMs: expiresAt === undefined ? undefined : Date.parse(expiresAt),
    notBeforeMs: notBefore === undefined ? undefined : Date.parse(notBefore),
    fileSha256: sha256,
    isConsole: false,
  }
}

function followed(row: KeyRow, record: ApiKeyRecord): KeyRow {
  const isNewSecret = record.sha256 !== row.fileSha256
  return {
    ...row,
    ...columnsOf(record),
    ...(isNewSecret ? { sha256: record.sha256, previous: undefined } : {}),
  }
}

function newRow(desk: Desk, tenantId: TenantId, record: ApiKeyRecord, name: string | undefined): KeyRow {
  return {
    id: record.id,
    tenantId,
    name,
    sha256: record.sha256,
    previous: undefined,
    ...columnsOf(record),
    status: 'active',
    managedBy: 'file',
    epoch: 0,
    version: 1,
    createdMs: desk.nowMs,
    createdBy: name ?? desk.actor.id,
    updatedMs: desk.nowMs,
    lastUsedMs: undefined,
    revokedMs: undefined,
  }
}

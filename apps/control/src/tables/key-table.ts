import { CreateKey } from '@bulkhead/contracts/http/admin/keys'
import { Scope } from '@bulkhead/tenant-schema/tenant-config'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

import { parsedObject } from './json.ts'
import type { Manager } from './tenant-table.ts'

const Settings = z.pick(CreateKey, { models: true, limits: true, allowedIps: true, metadata: true })
/** What a key may be narrowed to. */
export type KeySettings = z.infer<typeof Settings>
const Scopes = z.array(Scope)

export interface KeyRow {
  readonly id: string
  readonly tenantId: TenantId
  readonly name: string | undefined
  readonly sha256: string
  readonly previous: { readonly sha256: string; readonly expiresMs: number } | undefined
  readonly scopes: readonly Scope[]
  readonly settings: KeySettings
  readonly status: 'active' | 'revoked'
  readonly managedBy: Manager
  /** What the file said when it was applied last. */
  readonly fileSha256: string | undefined
  /** Made for a page of the console: ends soon, and is shown only on demand. */
  readonly isConsole: boolean
  readonly expiresMs: number | undefined
  readonly notBeforeMs: number | undefined
  /** Of the tenant, when the key changed last. */
  readonly epoch: number
  readonly version: number
  readonly createdMs: number
  readonly createdBy: string
  readonly updatedMs: number
  readonly lastUsedMs: number | undefined
  readonly revokedMs: number | undefined
}

/** With its place in the list. */
export type ListedKey = KeyRow & { readonly seq: number }

interface Columns extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  tenant_id: string
  name: string | null
  sha256: string
  previous_sha256: string | null
  previous_expires_ms: number | null
  scopes: string
  settings: string
  status: KeyRow['status']
  managed_by: Manager
  file_sha256: string | null
  is_console: number
  expires_ms: number | null
  not_before_ms: number | null
  epoch: number
  version: number
  created_ms: number
  created_by: string
  updated_ms: number
  last_used_ms: number | null
  revoked_ms: number | null
}

const COLUMNS = [
  'id',
  'tenant_id',
  'name',
  'sha256',
  'previous_sha256',
  'previous_expires_ms',
  'scopes',
  'settings',
  'status',
  'managed_by',
  'file_sha256',
  'expires_ms',
  'not_before_ms',
  'is_expiry_told',
  'epoch',
  'version',
  'created_ms',
  'created_by',
  'updated_ms',
  'last_used_ms',
  'revoked_ms',
  'is_console',
]
const UPSERT = `INSERT INTO api_key (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`

/** Every key of every tenant, revoked ones too. */
export class KeyTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): KeyRow | undefined {
    return this.#rows('SELECT * FROM api_key WHERE id = ?', id)[0]
  }

  /** In the order in which they were made; the console's own only on demand. */
  after(tenantId: TenantId, seq: number, count: number, isAll = false): ListedKey[] {
    const shown = isAll ? '' : 'AND is_console = 0'
    return this.#rows(
      `SELECT * FROM api_key WHERE tenant_id = ? AND seq > ? ${shown} ORDER BY seq LIMIT ?`,
      tenantId,
      seq,
      count,
    )
  }

  active(tenantId: TenantId): KeyRow[] {
    return this.#rows(
      "SELECT * FROM api_key WHERE tenant_id = ? AND status = 'active' ORDER BY seq",
      tenantId,
    )
  }

  /** What the tenant's file lists, revoked keys too. */
  ofFile(tenantId: TenantId): KeyRow[] {
    return this.#rows(
      'SELECT * FROM api_key WHERE tenant_id = ? AND file_sha256 IS NOT NULL ORDER BY seq',
      tenantId,
    )
  }

  /** The file lists it no more. */
  leaveFile(id: string): void {
    this.#sql.exec('UPDATE api_key SET file_sha256 = NULL WHERE id = ?', id)
  }

  changedSince(tenantId: TenantId, epoch: number): KeyRow[] {
    return this.#rows('SELECT * FROM api_key WHERE tenant_id = ? AND epoch > ?', tenantId, epoch)
  }

  count(tenantId: TenantId): number {
    const where = `tenant_id = ? AND status = 'active' AND is_console = 0`
    const sql = `SELECT count(*) AS count FROM api_key WHERE ${where}`
    return this.#sql.exec<{ count: number }>(sql, tenantId).one().count
  }

  /** The whole row, new or not; whoever was told of its expiry is told again. */
  put(row: KeyRow): void {
    this.#sql.exec(
      UPSERT,
      row.id,
      row.tenantId,
      row.name ?? null,
      row.sha256,
      row.previous?.sha256 ?? null,
      row.previous?.expiresMs ?? null,
      JSON.stringify(row.scopes),
      JSON.stringify(row.settings),
      row.status,
      row.managedBy,
      row.fileSha256 ?? null,
      row.expiresMs ?? null,
      row.notBeforeMs ?? null,
      Number(row.status === 'revoked' || row.isConsole),
      row.epoch,
      row.version,
      row.createdMs,
      row.createdBy,
      row.updatedMs,
      row.lastUsedMs ?? null,
      row.revokedMs ?? null,
      Number(row.isConsole),
    )
  }

  markUsed(tenantId: TenantId, id: string, atMs: number): void {
    this.#sql.exec(
      'UPDATE api_key SET last_used_ms = max(coalesce(last_used_ms, 0), ?) WHERE id = ? AND tenant_id = ?',
      atMs,
      id,
      tenantId,
    )
  }

  /** Those that end before, and of which nobody was told. */
  expiring(beforeMs: number, count: number): KeyRow[] {
    return this.#rows(
      `SELECT * FROM api_key WHERE expires_ms IS NOT NULL AND is_expiry_told = 0 AND expires_ms <= ?
       ORDER BY expires_ms LIMIT ?`,
      beforeMs,
      count,
    )
  }

  markExpiryTold(id: string): void {
    this.#sql.exec('UPDATE api_key SET is_expiry_told = 1 WHERE id = ?', id)
  }

  /** The first end of a key of which nobody was told. */
  nextExpiryMs(): number | undefined {
    const { next } = this.#sql
      .exec<{ next: number | null }>(
        'SELECT min(expires_ms) AS next FROM api_key WHERE expires_ms IS NOT NULL AND is_expiry_told = 0',
      )
      .one()
    return next ?? undefined
  }

  removeAll(tenantId: TenantId): void {
    this.#sql.exec('DELETE FROM api_key WHERE tenant_id = ?', tenantId)
  }

  #rows(query: string, ...values: SqlStorageValue[]): ListedKey[] {
    return this.#sql
      .exec<Columns>(query, ...values)
      .toArray()
      .map(rowOf)
  }
}

function rowOf(row: Columns): ListedKey {
  const { previous_sha256: previousSha256, previous_expires_ms: previousExpiresMs } = row
  return {
    seq: row.seq,
    id: row.id,
    tenantId: parseTenantId(row.tenant_id),
    name: row.name ?? undefined,
    sha256: row.sha256,
    previous:
      previousSha256 === null || previousExpiresMs === null
        ? undefined
        : { sha256: previousSha256, expiresMs: previousExpiresMs },
    scopes: Scopes.parse(JSON.parse(row.scopes)),
    settings: Settings.parse(parsedObject(row.settings)),
    status: row.status,
    managedBy: row.managed_by,
    fileSha256: row.file_sha256 ?? undefined,
    isConsole: row.is_console === 1,
    expiresMs: row.expires_ms ?? undefined,
    notBeforeMs: row.not_before_ms ?? undefined,
    epoch: row.epoch,
    version: row.version,
    createdMs: row.created_ms,
    createdBy: row.created_by,
    updatedMs: row.updated_ms,
    lastUsedMs: row.last_used_ms ?? undefined,
    revokedMs: row.revoked_ms ?? undefined,
  }
}

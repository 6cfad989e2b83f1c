import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { TenantsPage } from '@bulkhead/contracts/http/admin/tenants'
import type { Page } from '@bulkhead/contracts/http/lists'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { parsedObject, type JsonObject } from './json.ts'

export type Manager = 'file' | 'api'

export interface TenantRow {
  readonly id: TenantId
  readonly name: string
  readonly status: 'active' | 'suspended'
  readonly tier: 'production' | 'standard'
  readonly plan: string | undefined
  readonly managedBy: Manager
  /** The tenant's own config, without what its plan adds and without keys. */
  readonly document: JsonObject
  /** Of the document; the tenant's ETag. */
  readonly version: number
  /** Grows with every change that its home object has to know. */
  readonly epoch: number
  /** When config, plan or prices changed last. */
  readonly configEpoch: number
  /** What the home object is known to enforce. */
  readonly enforcedEpoch: number
  readonly createdMs: number
  readonly updatedMs: number
  readonly driftedMs: number | undefined
}

interface Columns extends Record<string, SqlStorageValue> {
  id: string
  name: string
  status: TenantRow['status']
  tier: TenantRow['tier']
  plan: string | null
  managed_by: Manager
  document: string
  version: number
  epoch: number
  config_epoch: number
  enforced_epoch: number
  created_ms: number
  updated_ms: number
  drifted_ms: number | null
}

/** Every tenant there is. */
export class TenantTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): TenantRow | undefined {
    const [row] = this.#sql.exec<Columns>('SELECT * FROM tenant WHERE id = ?', id).toArray()
    return row === undefined ? undefined : rowOf(row)
  }

  /** By id. The search runs over an index that holds everything it looks at. */
  list({ limit, cursor, status, plan, managedBy, q }: TenantsPage): Page<TenantRow> {
    const after = cursor === undefined ? '' : decodeCursor(cursor)
    const wanted: readonly (readonly [string, string | undefined])[] = [
      ['status = ?', status],
      ['plan = ?', plan],
      ['managed_by = ?', managedBy],
      ['instr(search, ?) > 0', q === undefined ? undefined : searchable(q)],
    ]
    const used = wanted.flatMap(([clause, value]) => (value === undefined ? [] : [{ clause, value }]))
    const where = ['id > ?', ...used.map(({ clause }) => clause)].join(' AND ')
    const index = used.length === 0 ? '' : 'INDEXED BY tenant_search'
    const ids = this.#sql
      .exec<{ id: string }>(
        `SELECT id FROM tenant ${index} WHERE ${where} ORDER BY id LIMIT ?`,
        after,
        ...used.map(({ value }) => value),
        limit + 1,
      )
      .toArray()
      .map(({ id }) => id)
    const shown = ids.slice(0, limit)
    const last = shown.at(-1)
    return {
      data: shown.flatMap((id) => this.find(id) ?? []),
      nextCursor: ids.length > limit && last !== undefined ? encodeCursor(last) : null,
    }
  }

  /** Puts the whole row, new or not. */
  put(row: TenantRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO tenant
         (id, name, search, status, tier, plan, managed_by, document, version, epoch, config_epoch,
          enforced_epoch, created_ms, updated_ms, drifted_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id,
      row.name,
      `${row.id}\n${searchable(row.name)}`,
      row.status,
      row.tier,
      row.plan ?? null,
      row.managedBy,
      JSON.stringify(row.document),
      row.version,
      row.epoch,
      row.configEpoch,
      row.enforcedEpoch,
      row.createdMs,
      row.updatedMs,
      row.driftedMs ?? null,
    )
  }

  /** How many there are. */
  counts(): { readonly active: number; readonly suspended: number; readonly drifted: number } {
    const count = (where: string) =>
      this.#sql.exec<{ count: number }>(`SELECT count(*) AS count FROM tenant WHERE ${where}`).one().count
    return {
      active: count("status = 'active'"),
      suspended: count("status = 'suspended'"),
      drifted: count('drifted_ms IS NOT NULL'),
    }
  }

  remove(id: TenantId): void {
    this.#sql.exec('DELETE FROM tenant WHERE id = ?', id)
  }

  /**
   * A change of `part`; returns the new epoch. It is never before the clock's, so that a Registry that was set
   * back to an earlier point still makes epochs that no home object has seen.
   */
  bump(id: TenantId, part: 'config' | 'keys', nowMs: number): number {
    const { epoch } = this.#sql
      .exec<{ epoch: number }>(
        'UPDATE tenant SET epoch = max(epoch + 1, ?) WHERE id = ? RETURNING epoch',
        nowMs,
        id,
      )
      .one()
    if (part === 'config') this.#sql.exec('UPDATE tenant SET config_epoch = epoch WHERE id = ?', id)
    return epoch
  }

  /** Since when the tenant differs from its file: the first time counts; undefined: it does not. */
  setDrift(id: TenantId, nowMs: number | undefined): void {
    const value = nowMs === undefined ? 'NULL' : 'coalesce(drifted_ms, ?)'
    const known = nowMs === undefined ? [] : [nowMs]
    this.#sql.exec(`UPDATE tenant SET drifted_ms = ${value} WHERE id = ?`, ...known, id)
  }

  markEnforced(id: TenantId, epoch: number): void {
    this.#sql.exec('UPDATE tenant SET enforced_epoch = max(enforced_epoch, ?) WHERE id = ?', epoch, id)
  }

  /** Everybody whose config a plan or the price table is part of. */
  idsWith(plan?: string): TenantId[] {
    const rows =
      plan === undefined
        ? this.#sql.exec<{ id: string }>('SELECT id FROM tenant ORDER BY id')
        : this.#sql.exec<{ id: string }>('SELECT id FROM tenant WHERE plan = ? ORDER BY id', plan)
    return rows.toArray().map(({ id }) => parseTenantId(id))
  }

  /** All, by id. */
  idsAfter(after: string, count: number): TenantId[] {
    return this.#sql
      .exec<{ id: string }>('SELECT id FROM tenant WHERE id > ? ORDER BY id LIMIT ?', after, count)
      .toArray()
      .map(({ id }) => parseTenantId(id))
  }

  /** The ids of one manager's tenants. */
  idsOf(manager: Manager): TenantId[] {
    return this.#sql
      .exec<{ id: string }>('SELECT id FROM tenant WHERE managed_by = ? ORDER BY id', manager)
      .toArray()
      .map(({ id }) => parseTenantId(id))
  }

  /** Active tenants of the tier `production`, by id. */
  warm(after: string, count: number): TenantId[] {
    return this.#sql
      .exec<{ id: string }>(
        `SELECT id FROM tenant WHERE tier = 'production' AND status = 'active' AND id > ?
         ORDER BY id LIMIT ?`,
        after,
        count,
      )
      .toArray()
      .map(({ id }) => parseTenantId(id))
  }
}

function rowOf(row: Columns): TenantRow {
  return {
    id: parseTenantId(row.id),
    name: row.name,
    status: row.status,
    tier: row.tier,
    plan: row.plan ?? undefined,
    managedBy: row.managed_by,
    document: parsedObject(row.document),
    version: row.version,
    epoch: row.epoch,
    configEpoch: row.config_epoch,
    enforcedEpoch: row.enforced_epoch,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    driftedMs: row.drifted_ms ?? undefined,
  }
}

/** Letters that look alike are alike, however they were typed. */
function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

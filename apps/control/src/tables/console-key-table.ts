import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { KeyRow } from './key-table.ts'

/** Which keys were made for pages of the console; the keys themselves are in the table of all keys. */
export class ConsoleKeyTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Of the tenant, and not expired. */
  count(tenantId: TenantId, nowMs: number): number {
    return this.#sql
      .exec<{ count: number }>(
        `SELECT count(*) AS count FROM api_key
         WHERE is_console = 1 AND status = 'active' AND expires_ms > ? AND tenant_id = ?`,
        nowMs,
        tenantId,
      )
      .one().count
  }

  /** Ids of those that have ended, the oldest first. */
  expired(status: KeyRow['status'], nowMs: number, count: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        `SELECT id FROM api_key WHERE is_console = 1 AND status = ? AND expires_ms <= ?
         ORDER BY expires_ms LIMIT ?`,
        status,
        nowMs,
        count,
      )
      .toArray()
      .map(({ id }) => id)
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM api_key WHERE id = ? AND is_console = 1', id)
  }

  /** The first end of one that is still active. */
  nextExpiryMs(): number | undefined {
    const sql = `SELECT min(expires_ms) AS next FROM api_key WHERE is_console = 1 AND status = 'active'`
    return this.#sql.exec<{ next: number | null }>(sql).one().next ?? undefined
  }
}

import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** Tenants whose home objects do not enforce their newest epoch yet. */
export class OutboxTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Due at `nextMs`, unless it was due before. */
  add(tenantId: TenantId, nextMs: number): void {
    this.#sql.exec(
      `INSERT INTO outbox (tenant_id, attempts, next_ms) VALUES (?, 0, ?)
       ON CONFLICT (tenant_id) DO UPDATE SET attempts = 0, next_ms = min(next_ms, excluded.next_ms)`,
      tenantId,
      nextMs,
    )
  }

  /** It failed once more; returns how often it has. */
  fail(tenantId: TenantId, nextMsOf: (attempts: number) => number): void {
    const [row] = this.#sql
      .exec<{ attempts: number }>('SELECT attempts FROM outbox WHERE tenant_id = ?', tenantId)
      .toArray()
    if (row === undefined) return
    const attempts = row.attempts + 1
    this.#sql.exec(
      'UPDATE outbox SET attempts = ?, next_ms = ? WHERE tenant_id = ?',
      attempts,
      nextMsOf(attempts),
      tenantId,
    )
  }

  has(tenantId: TenantId): boolean {
    return this.#sql.exec('SELECT 1 FROM outbox WHERE tenant_id = ?', tenantId).toArray().length > 0
  }

  remove(tenantId: TenantId): void {
    this.#sql.exec('DELETE FROM outbox WHERE tenant_id = ?', tenantId)
  }

  count(): number {
    return this.#sql.exec<{ count: number }>('SELECT count(*) AS count FROM outbox').one().count
  }

  due(nowMs: number, count: number): TenantId[] {
    return this.#sql
      .exec<{ tenant_id: string }>(
        'SELECT tenant_id FROM outbox WHERE next_ms <= ? ORDER BY next_ms LIMIT ?',
        nowMs,
        count,
      )
      .toArray()
      .map(({ tenant_id: id }) => parseTenantId(id))
  }

  nextMs(): number | undefined {
    const { next } = this.#sql.exec<{ next: number | null }>('SELECT min(next_ms) AS next FROM outbox').one()
    return next ?? undefined
  }
}

import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

export interface Tombstone {
  readonly tenantId: TenantId
  /** Later than any epoch that the tenant had. */
  readonly epoch: number
}

/** Tenants that were erased: their ids are never used again. */
export class TombstoneTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): Tombstone | undefined {
    const [row] = this.#sql
      .exec<{ tenant_id: string; epoch: number }>(
        'SELECT tenant_id, epoch FROM tombstone WHERE tenant_id = ?',
        id,
      )
      .toArray()
    return row === undefined ? undefined : { tenantId: parseTenantId(row.tenant_id), epoch: row.epoch }
  }

  /** Its data is still to be erased. */
  add({ tenantId, epoch }: Tombstone, nowMs: number): void {
    this.#sql.exec(
      'INSERT INTO tombstone (tenant_id, epoch, erased_ms, is_pending) VALUES (?, ?, ?, 1)',
      tenantId,
      epoch,
      nowMs,
    )
  }

  isPending(id: TenantId): boolean {
    return (
      this.#sql.exec('SELECT 1 FROM tombstone WHERE tenant_id = ? AND is_pending = 1', id).toArray().length >
      0
    )
  }

  markErased(id: TenantId): void {
    this.#sql.exec('UPDATE tombstone SET is_pending = 0 WHERE tenant_id = ?', id)
  }
}

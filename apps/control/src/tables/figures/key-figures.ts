import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** What lists show of keys besides the keys themselves. */
export class KeyFigures {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** What it has cost in 30 days. Undefined: it was never settled for; null: the price of a part of it is unknown. */
  cost(keyId: string): number | null | undefined {
    const [row] = this.#sql
      .exec<{ nano_dollars: number | null }>('SELECT nano_dollars FROM key_cost WHERE key_id = ?', keyId)
      .toArray()
    return row?.nano_dollars
  }

  /** When an active one of the tenant was used last. */
  lastUsedMs(tenantId: TenantId): number | undefined {
    const where = `tenant_id = ? AND status = 'active' AND is_console = 0`
    const sql = `SELECT max(last_used_ms) AS last FROM api_key WHERE ${where}`
    return this.#sql.exec<{ last: number | null }>(sql, tenantId).one().last ?? undefined
  }

  /** The costs of all of a tenant's, instead of those before. */
  putCosts(
    tenantId: TenantId,
    costs: readonly { readonly keyId: string; readonly nanoDollars: number | null }[],
  ): void {
    this.removeAll(tenantId)
    for (const { keyId, nanoDollars } of costs) {
      const sql = 'INSERT OR REPLACE INTO key_cost (key_id, tenant_id, nano_dollars) VALUES (?, ?, ?)'
      this.#sql.exec(sql, keyId, tenantId, nanoDollars)
    }
  }

  removeAll(tenantId: TenantId): void {
    this.#sql.exec('DELETE FROM key_cost WHERE tenant_id = ?', tenantId)
  }
}

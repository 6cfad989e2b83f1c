import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** What else names a tenant: hostnames, of one tenant each, and the origins of its pages. */
export class NameTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  ownerOf(hostname: string): TenantId | undefined {
    const [row] = this.#sql
      .exec<{ tenant_id: string }>('SELECT tenant_id FROM hostname WHERE hostname = ?', hostname)
      .toArray()
    return row === undefined ? undefined : parseTenantId(row.tenant_id)
  }

  knowsOrigin(origin: string): boolean {
    return this.#sql.exec('SELECT 1 FROM origin WHERE origin = ? LIMIT 1', origin).toArray().length > 0
  }

  originsOf(id: TenantId): string[] {
    return this.#sql
      .exec<{ origin: string }>('SELECT origin FROM origin WHERE tenant_id = ?', id)
      .toArray()
      .map(({ origin }) => origin)
  }

  /** Replaces all of a tenant's. */
  put(id: TenantId, hostnames: readonly string[], origins: readonly string[]): void {
    this.remove(id)
    for (const hostname of new Set(hostnames)) {
      this.#sql.exec('INSERT INTO hostname (hostname, tenant_id) VALUES (?, ?)', hostname, id)
    }
    for (const origin of new Set(origins)) {
      this.#sql.exec('INSERT INTO origin (origin, tenant_id) VALUES (?, ?)', origin, id)
    }
  }

  remove(id: TenantId): void {
    this.#sql.exec('DELETE FROM hostname WHERE tenant_id = ?', id)
    this.#sql.exec('DELETE FROM origin WHERE tenant_id = ?', id)
  }
}

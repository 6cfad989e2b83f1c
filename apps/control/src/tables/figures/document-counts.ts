import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

export interface DocumentCount {
  readonly documents: number
  readonly failed: number
}

/** How many documents each tenant has, as its corpus reported it last. */
export class DocumentCounts {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(tenantId: string): DocumentCount | undefined {
    const [row] = this.#sql
      .exec<{ documents: number; failed: number }>(
        'SELECT documents, failed FROM document_count WHERE tenant_id = ?',
        tenantId,
      )
      .toArray()
    return row
  }

  put(tenantId: TenantId, { documents, failed }: DocumentCount): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO document_count (tenant_id, documents, failed) VALUES (?, ?, ?)',
      tenantId,
      documents,
      failed,
    )
  }

  remove(tenantId: TenantId): void {
    this.#sql.exec('DELETE FROM document_count WHERE tenant_id = ?', tenantId)
  }
}

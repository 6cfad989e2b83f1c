import { PutPrices } from '@bulkhead/contracts/http/admin/prices'

import { parsedObject } from './json.ts'

/** One version of the prices of every model. */
export interface PriceRow {
  readonly version: number
  readonly models: PutPrices['models']
  readonly effectiveMs: number
  readonly createdMs: number
  readonly createdBy: string
}

interface Columns extends Record<string, SqlStorageValue> {
  version: number
  models: string
  effective_ms: number
  created_ms: number
  created_by: string
}

/** Every version there was: what was settled keeps the price that it was settled with. */
export class PriceTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** In the order in which they take effect; of two at once the later version. */
  all(): PriceRow[] {
    return this.#sql
      .exec<Columns>('SELECT * FROM price_table ORDER BY effective_ms, version')
      .toArray()
      .map((row) => ({
        version: row.version,
        models: PutPrices.shape.models.parse(parsedObject(row.models)),
        effectiveMs: row.effective_ms,
        createdMs: row.created_ms,
        createdBy: row.created_by,
      }))
  }

  add({ models, effectiveMs, createdMs, createdBy }: Omit<PriceRow, 'version'>): number {
    return this.#sql
      .exec<{ version: number }>(
        `INSERT INTO price_table (models, effective_ms, created_ms, created_by) VALUES (?, ?, ?, ?)
         RETURNING version`,
        JSON.stringify(models),
        effectiveMs,
        createdMs,
        createdBy,
      )
      .one().version
  }
}

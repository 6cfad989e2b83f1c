import type { UsedSums } from '@bulkhead/contracts/record/standing'

/** What all tenants together used in a while. */
export interface Bucket extends UsedSums {
  readonly startMs: number
}

const BUCKET_MS = 600_000

/** What was used in every ten minutes, of all tenants together. */
export class UsageBuckets {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  add(atMs: number, { requests, tokens, nanoDollars }: UsedSums): void {
    this.#sql.exec(
      `INSERT INTO usage_bucket (start_ms, requests, tokens, nano_dollars, unpriced) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (start_ms) DO UPDATE SET requests = requests + excluded.requests,
         tokens = tokens + excluded.tokens, nano_dollars = nano_dollars + excluded.nano_dollars,
         unpriced = unpriced + excluded.unpriced`,
      Math.floor(atMs / BUCKET_MS) * BUCKET_MS,
      requests,
      tokens,
      nanoDollars ?? 0,
      Number(nanoDollars === null),
    )
  }

  between(fromMs: number, beforeMs: number): Bucket[] {
    return this.#sql
      .exec<{ start_ms: number; requests: number; tokens: number; nano_dollars: number; unpriced: number }>(
        'SELECT * FROM usage_bucket WHERE start_ms >= ? AND start_ms < ? ORDER BY start_ms',
        fromMs,
        beforeMs,
      )
      .toArray()
      .map((row) => ({
        startMs: row.start_ms,
        requests: row.requests,
        tokens: row.tokens,
        nanoDollars: row.unpriced > 0 ? null : row.nano_dollars,
      }))
  }

  forgetBefore(ms: number): void {
    this.#sql.exec('DELETE FROM usage_bucket WHERE start_ms < ?', ms)
  }
}

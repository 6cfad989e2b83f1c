import { Alert } from '@bulkhead/contracts/http/admin/figures'

/** What the deployment's monitoring has reported. */
export class AlertTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): Alert | undefined {
    return this.#alerts('SELECT body FROM alert WHERE id = ?', id)[0]
  }

  put(alert: Alert): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO alert (id, status, seen_ms, body) VALUES (?, ?, ?, ?)',
      alert.id,
      alert.status,
      Date.parse(alert.seenAt),
      JSON.stringify(alert),
    )
  }

  /** Heard of since then, the newest first. */
  firing(sinceMs: number, count: number): Alert[] {
    return this.#alerts(
      "SELECT body FROM alert WHERE status = 'firing' AND seen_ms >= ? ORDER BY seen_ms DESC LIMIT ?",
      sinceMs,
      count,
    )
  }

  forgetBefore(ms: number): void {
    this.#sql.exec('DELETE FROM alert WHERE seen_ms < ?', ms)
  }

  #alerts(query: string, ...values: SqlStorageValue[]): Alert[] {
    return this.#sql
      .exec<{ body: string }>(query, ...values)
      .toArray()
      .map(({ body }) => Alert.parse(JSON.parse(body)))
  }
}

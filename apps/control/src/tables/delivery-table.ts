export interface DeliveryRow {
  readonly id: string
  readonly webhookId: string
  /** The header `webhook-id`. */
  readonly eventId: string
  readonly type: string
  /** The body as it is sent and signed, byte for byte. */
  readonly payload: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  readonly nextMs: number | undefined
  readonly createdMs: number
  readonly deliveredMs: number | undefined
  readonly lastStatus: number | undefined
  readonly lastError: string | undefined
}

export type ListedDelivery = DeliveryRow & { readonly seq: number }

interface Columns extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  webhook_id: string
  event_id: string
  type: string
  payload: string
  status: DeliveryRow['status']
  attempts: number
  next_ms: number | null
  created_ms: number
  delivered_ms: number | null
  last_status: number | null
  last_error: string | null
}

const IS_FREE = 'webhook_id NOT IN (SELECT value FROM json_each(?))'

/** Events on their way to webhooks, and those that arrived or never did. */
export class DeliveryTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): DeliveryRow | undefined {
    return this.#rows('SELECT * FROM delivery WHERE id = ?', id)[0]
  }

  /** Newest first, before the place `seq`. */
  before(webhookId: string, seq: number, count: number, status: string | undefined): ListedDelivery[] {
    return status === undefined
      ? this.#rows(
          'SELECT * FROM delivery WHERE webhook_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
          webhookId,
          seq,
          count,
        )
      : this.#rows(
          `SELECT * FROM delivery WHERE webhook_id = ? AND seq < ? AND status = ?
           ORDER BY seq DESC LIMIT ?`,
          webhookId,
          seq,
          status,
          count,
        )
  }

  /** Of no webhook that is busy. */
  due(nowMs: number, count: number, busy: readonly string[]): DeliveryRow[] {
    return this.#rows(
      `SELECT * FROM delivery WHERE next_ms IS NOT NULL AND next_ms <= ? AND ${IS_FREE}
       ORDER BY next_ms LIMIT ?`,
      nowMs,
      JSON.stringify(busy),
      count,
    )
  }

  put(row: DeliveryRow): void {
    this.#sql.exec(
      `INSERT INTO delivery
         (id, webhook_id, event_id, type, payload, status, attempts, next_ms, created_ms, delivered_ms,
          last_status, last_error)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
         next_ms = excluded.next_ms, delivered_ms = excluded.delivered_ms,
         last_status = excluded.last_status, last_error = excluded.last_error`,
      row.id,
      row.webhookId,
      row.eventId,
      row.type,
      row.payload,
      row.status,
      row.attempts,
      row.nextMs ?? null,
      row.createdMs,
      row.deliveredMs ?? null,
      row.lastStatus ?? null,
      row.lastError ?? null,
    )
  }

  /** Until then nobody else sends it. */
  lease(id: string, untilMs: number): void {
    this.#sql.exec('UPDATE delivery SET next_ms = ? WHERE id = ?', untilMs, id)
  }

  /** Of no webhook that is busy. */
  nextMs(busy: readonly string[]): number | undefined {
    const [row] = this.#sql
      .exec<{ next_ms: number }>(
        `SELECT next_ms FROM delivery WHERE next_ms IS NOT NULL AND ${IS_FREE} ORDER BY next_ms LIMIT 1`,
        JSON.stringify(busy),
      )
      .toArray()
    return row?.next_ms
  }

  /** A webhook that was disabled gets nothing more. */
  stop(webhookId: string): void {
    this.#sql.exec(
      "UPDATE delivery SET status = 'failed', next_ms = NULL WHERE webhook_id = ? AND status = 'pending'",
      webhookId,
    )
  }

  forgetBefore(createdMs: number): void {
    this.#sql.exec('DELETE FROM delivery WHERE created_ms < ? AND next_ms IS NULL', createdMs)
  }

  #rows(query: string, ...values: SqlStorageValue[]): ListedDelivery[] {
    return this.#sql
      .exec<Columns>(query, ...values)
      .toArray()
      .map((row) => ({
        seq: row.seq,
        id: row.id,
        webhookId: row.webhook_id,
        eventId: row.event_id,
        type: row.type,
        payload: row.payload,
        status: row.status,
        attempts: row.attempts,
        nextMs: row.next_ms ?? undefined,
        createdMs: row.created_ms,
        deliveredMs: row.delivered_ms ?? undefined,
        lastStatus: row.last_status ?? undefined,
        lastError: row.last_error ?? undefined,
      }))
  }
}

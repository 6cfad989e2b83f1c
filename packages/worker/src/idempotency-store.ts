import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/**
 * Fingerprints of an Idempotency-Key, with whatever else it is unique within, and of the body it came with.
 */
export interface KeyedRequest {
  readonly key: string
  readonly body: string
}

/** What became of the requests under a key. */
export interface KeptRequest {
  readonly body: string
  readonly attempts: number
  /** The reservation of the first attempt. Every repeat of the same bytes comes with it too. */
  readonly reservationId: string | undefined
  /** Of the last attempt that had one: an id or JSON, as the object likes. */
  readonly result: string | undefined
}

interface Row extends Record<string, SqlStorageValue> {
  body: string
  attempts: number
  reservation_id: string | null
  result: string | null
}

/**
 * The Idempotency-Keys used in one object. Work that may fail or take long begins attempts and remembers the
 * result of one; work done in a single step is kept with its result at once. Nothing here is a transaction of
 * its own: the object's step is.
 */
export class IdempotencyStore {
  readonly #sql: SqlStorage
  readonly #keptMs: number

  /** @param keptMs How long a key lives after its last attempt. */
  constructor(sql: SqlStorage, keptMs: number) {
    this.#sql = sql
    this.#keptMs = keptMs
  }

  find(key: string): KeptRequest | undefined {
    const [row] = this.#sql
      .exec<Row>('SELECT body, attempts, reservation_id, result FROM idempotency WHERE key = ?', key)
      .toArray()
    if (row === undefined) return undefined
    const { body, attempts, reservation_id: reservationId, result } = row
    return { body, attempts, reservationId: reservationId ?? undefined, result: result ?? undefined }
  }

  /**
   * What the same request left behind. @throws BulkheadError `idempotency_mismatch` when the key came with
   * another body
   */
  match({ key, body }: KeyedRequest): KeptRequest | undefined {
    const kept = this.find(key)
    if (kept !== undefined && kept.body !== body) throw new BulkheadError('idempotency_mismatch')
    return kept
  }

  /**
   * Counts a further attempt and returns its number. The result of an earlier one is kept until there is a
   * new one.
   */
  begin({ key, body }: KeyedRequest, reservationId: string | undefined, nowMs: number): number {
    return this.#sql
      .exec<{ attempts: number }>(
        `INSERT INTO idempotency (key, body, attempts, reservation_id, expires_ms) VALUES (?, ?, 1, ?, ?)
         ON CONFLICT (key) DO UPDATE SET attempts = attempts + 1, expires_ms = excluded.expires_ms
         RETURNING attempts`,
        key,
        body,
        reservationId ?? null,
        nowMs + this.#keptMs,
      )
      .one().attempts
  }

  /** The result of an attempt. */
  remember(key: string, result: string): void {
    this.#sql.exec('UPDATE idempotency SET result = ? WHERE key = ?', result, key)
  }

  /** A request that was done in one step, with its result. */
  keep({ key, body }: KeyedRequest, result: string, nowMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO idempotency (key, body, attempts, result, expires_ms) VALUES (?, ?, 1, ?, ?)',
      key,
      body,
      result,
      nowMs + this.#keptMs,
    )
  }

  /** The result is complete only now: its key lives from here on. */
  renew(result: string, nowMs: number): void {
    this.#sql.exec('UPDATE idempotency SET expires_ms = ? WHERE result = ?', nowMs + this.#keptMs, result)
  }

  /** What the result names is gone: its key is free. */
  forget(result: string): void {
    this.#sql.exec('DELETE FROM idempotency WHERE result = ?', result)
  }

  expire(nowMs: number): void {
    this.#sql.exec('DELETE FROM idempotency WHERE expires_ms <= ?', nowMs)
  }

  /** When there will be something to {@link expire}. */
  nextExpiryMs(): number | undefined {
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(expires_ms) AS next FROM idempotency')
      .one()
    return next ?? undefined
  }

  removeAll(): void {
    this.#sql.exec('DELETE FROM idempotency')
  }
}

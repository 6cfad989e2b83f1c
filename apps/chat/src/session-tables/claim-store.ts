/** Fingerprints of an Idempotency-Key and of the body it came with. */
export interface Key {
  readonly keyHash: string
  readonly bodyHash: string
}

/** Who holds an Idempotency-Key. */
export interface Claim {
  readonly bodyHash: string
  readonly attempts: number
  /** The answer of the last attempt that got as far as having one. */
  readonly messageId: string | undefined
  /** What the first attempt came with, and every repeat of the same bytes comes with. */
  readonly reservationId: string | undefined
}

interface ClaimRow extends Record<string, SqlStorageValue> {
  body_hash: string
  attempts: number
  message_id: string | null
  reservation_id: string | null
}

/** The Idempotency-Keys used in a session. */
export class ClaimStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(keyHash: string): Claim | undefined {
    const [row] = this.#sql.exec<ClaimRow>('SELECT * FROM claim WHERE key_hash = ?', keyHash).toArray()
    if (row === undefined) return undefined
    return {
      bodyHash: row.body_hash,
      attempts: row.attempts,
      messageId: row.message_id ?? undefined,
      reservationId: row.reservation_id ?? undefined,
    }
  }

  /** Counts a further attempt and returns its number. */
  attempt({ keyHash, bodyHash }: Key, reservationId: string | undefined, expiresMs: number): number {
    const { attempts } = this.#sql
      .exec<{ attempts: number }>(
        `INSERT INTO claim (key_hash, body_hash, attempts, reservation_id, expires_ms) VALUES (?, ?, 1, ?, ?)
         ON CONFLICT DO UPDATE SET attempts = attempts + 1, expires_ms = excluded.expires_ms
         RETURNING attempts`,
        keyHash,
        bodyHash,
        reservationId ?? null,
        expiresMs,
      )
      .one()
    return attempts
  }

  answeredBy(keyHash: string, messageId: string): void {
    this.#sql.exec('UPDATE claim SET message_id = ? WHERE key_hash = ?', messageId, keyHash)
  }

  /** The key is kept for a while after the answer has ended. */
  keepUntil(messageId: string, expiresMs: number): void {
    this.#sql.exec('UPDATE claim SET expires_ms = ? WHERE message_id = ?', expiresMs, messageId)
  }

  /** Forgets what is over; returns when the next one will be. */
  expire(nowMs: number): number | undefined {
    this.#sql.exec('DELETE FROM claim WHERE expires_ms <= ?', nowMs)
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(expires_ms) AS next FROM claim')
      .one()
    return next ?? undefined
  }

  removeAll(): void {
    this.#sql.exec('DELETE FROM claim')
  }
}

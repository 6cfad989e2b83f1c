import type { CreateSession, Session } from '@bulkhead/contracts/http/sessions'
import { IdempotencyStore } from '@bulkhead/worker/idempotency-store'

import { KEEP_RESULTS_MS } from '../limits.ts'

interface SessionRow extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  title: string | null
  metadata: string
  created_ms: number
  updated_ms: number
}

/** A session and its place in the list. */
export interface Listed {
  readonly seq: number
  readonly session: Session
}

/** The SQL of {@link SessionDirectory}: named statements and nothing else. */
export class DirectoryStore {
  /** Which session was made under which Idempotency-Key. */
  readonly requests: IdempotencyStore
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.requests = new IdempotencyStore(sql, KEEP_RESULTS_MS)
  }

  insert(id: string, { title, metadata }: CreateSession, nowMs: number): Session {
    this.#sql.exec(
      'INSERT INTO session (id, title, metadata, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?)',
      id,
      title ?? null,
      JSON.stringify(metadata ?? {}),
      nowMs,
      nowMs,
    )
    return sessionOf(this.#sql.exec<SessionRow>('SELECT * FROM session WHERE id = ?', id).one())
  }

  find(id: string): Session | undefined {
    const [row] = this.#sql.exec<SessionRow>('SELECT * FROM session WHERE id = ?', id).toArray()
    return row === undefined ? undefined : sessionOf(row)
  }

  /** Newest first; `q` is found in ids and titles, whatever its case. */
  before(seq: number, limit: number, q: string | undefined): readonly Listed[] {
    return this.#sql
      .exec<SessionRow>(
        `SELECT * FROM session WHERE seq < ?1
           AND (?3 IS NULL OR instr(title, ?3) OR instr(lower(id || ' ' || ifnull(title, '')), ?4))
         ORDER BY seq DESC LIMIT ?2`,
        seq,
        limit,
        q ?? null,
        q?.toLowerCase() ?? null,
      )
      .toArray()
      .map((row) => ({ seq: row.seq, session: sessionOf(row) }))
  }

  /** False if there is no such session. `bytes` are counted as its own until it says how many it has. */
  touch(id: string, bytes: number, nowMs: number): boolean {
    const change = 'UPDATE session SET updated_ms = ?, bytes = bytes + ? WHERE id = ?'
    return this.#sql.exec(change, nowMs, bytes, id).rowsWritten > 0
  }

  noteBytes(id: string, bytes: number): void {
    this.#sql.exec('UPDATE session SET bytes = ? WHERE id = ?', bytes, id)
  }

  /** Bytes of all sessions: titles, metadata and messages. */
  heldBytes(): number {
    return this.#sql.exec<{ bytes: number }>('SELECT bytes FROM held').one().bytes
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM session WHERE id = ?', id)
    this.requests.forget(id)
  }

  noteCompletion(keyHash: string, expiresMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO completion (key_hash, expires_ms) VALUES (?, ?)',
      keyHash,
      expiresMs,
    )
  }

  removeCompletion(keyHash: string): void {
    this.#sql.exec('DELETE FROM completion WHERE key_hash = ?', keyHash)
  }

  sessionIds(limit: number): readonly string[] {
    return this.#ids('SELECT id FROM session ORDER BY seq LIMIT ?', limit)
  }

  completions(limit: number): readonly string[] {
    return this.#ids('SELECT key_hash AS id FROM completion LIMIT ?', limit)
  }

  /** Forgets keys and completions that are over; returns when the next one will be. */
  expire(nowMs: number): number | undefined {
    this.requests.expire(nowMs)
    this.#sql.exec('DELETE FROM completion WHERE expires_ms <= ?', nowMs)
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(expires_ms) AS next FROM completion')
      .one()
    const due = [next ?? undefined, this.requests.nextExpiryMs()].filter((time) => time !== undefined)
    return due.length === 0 ? undefined : Math.min(...due)
  }

  #ids(query: string, limit: number): readonly string[] {
    return this.#sql
      .exec<{ id: string }>(query, limit)
      .toArray()
      .map(({ id }) => id)
  }
}

/**
 * Stored data was validated when it arrived, perhaps by a newer version: validating it again could only lose
 * a session.
 */
function sessionOf({ id, title, metadata, created_ms, updated_ms }: SessionRow): Session {
  const stored: Session['metadata'] = JSON.parse(metadata)
  return {
    id,
    ...(title === null ? {} : { title }),
    metadata: stored,
    createdAt: new Date(created_ms).toISOString(),
    updatedAt: new Date(updated_ms).toISOString(),
  }
}

import type { CreateSession, Session } from '@bulkhead/contracts/http/sessions'

interface SessionRow extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  title: string | null
  metadata: string
  created_ms: number
  updated_ms: number
}

/** Fingerprints of an Idempotency-Key and of the body it came with. */
export interface KeyAndBody {
  readonly keyHash: string
  readonly bodyHash: string
}

/** A session and its place in the list. */
export interface Listed {
  readonly seq: number
  readonly session: Session
}

/** The SQL of {@link SessionDirectory}: named statements and nothing else. */
export class DirectoryStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
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

  /** Newest first. */
  before(seq: number, limit: number): readonly Listed[] {
    return this.#sql
      .exec<SessionRow>('SELECT * FROM session WHERE seq < ? ORDER BY seq DESC LIMIT ?', seq, limit)
      .toArray()
      .map((row) => ({ seq: row.seq, session: sessionOf(row) }))
  }

  /** False if there is no such session. */
  touch(id: string, nowMs: number): boolean {
    return this.#sql.exec('UPDATE session SET updated_ms = ? WHERE id = ?', nowMs, id).rowsWritten > 0
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM session WHERE id = ?', id)
    this.#sql.exec('DELETE FROM creation WHERE session_id = ?', id)
  }

  findCreation(keyHash: string): { bodyHash: string; session: Session } | undefined {
    const [row] = this.#sql
      .exec<{ body_hash: string; id: string }>(
        'SELECT body_hash, session_id AS id FROM creation WHERE key_hash = ?',
        keyHash,
      )
      .toArray()
    const session = row === undefined ? undefined : this.find(row.id)
    return row === undefined || session === undefined ? undefined : { bodyHash: row.body_hash, session }
  }

  noteCreation({ keyHash, bodyHash }: KeyAndBody, sessionId: string, expiresMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO creation (key_hash, body_hash, session_id, expires_ms) VALUES (?, ?, ?, ?)',
      keyHash,
      bodyHash,
      sessionId,
      expiresMs,
    )
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
    this.#sql.exec('DELETE FROM creation WHERE expires_ms <= ?', nowMs)
    this.#sql.exec('DELETE FROM completion WHERE expires_ms <= ?', nowMs)
    const [row] = this.#sql
      .exec<{ next: number | null }>(
        'SELECT min(expires_ms) AS next FROM (SELECT expires_ms FROM creation UNION ALL SELECT expires_ms FROM completion)',
      )
      .toArray()
    return row?.next ?? undefined
  }

  #ids(query: string, limit: number): readonly string[] {
    return this.#sql
      .exec<{ id: string }>(query, limit)
      .toArray()
      .map(({ id }) => id)
  }
}

/** What is stored was checked when it came, perhaps by a newer version: checking it again could only lose a session. */
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

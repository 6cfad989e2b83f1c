import type { Upserted } from '../corpus-protocol.ts'
import { LATE_UPSERT_MS } from '../limits.ts'
import type { VersionRow } from './version-row.ts'

export type DiscardRow = {
  version_key: number
  object_key: string | null
  vector_prefix: string
  chunks: number
  deleted: number
  /** How often its vectors had to be deleted once more; fences a round that was overtaken. */
  rounds: number
  delays: number
  due_ms: number
}

/** What is left of versions that nobody can see any more, until every store has forgotten them: named SQL. */
export class DiscardStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /**
   * Notes what must be forgotten of a version. While it is leased somebody may still add vectors, and once
   * more for as long as one batch takes.
   */
  add(version: VersionRow, nowMs: number): void {
    const isLeased = version.lease_until_ms > nowMs
    this.#sql.exec(
      'INSERT INTO discard (version_key, object_key, vector_prefix, chunks, due_ms) VALUES (?, ?, ?, ?, ?)',
      version.key,
      version.object_key,
      version.vector_prefix,
      version.chunks,
      isLeased ? version.lease_until_ms + LATE_UPSERT_MS : nowMs,
    )
  }

  due(nowMs: number, limit: number): DiscardRow[] {
    return this.#sql
      .exec<DiscardRow>('SELECT * FROM discard WHERE due_ms <= ? ORDER BY due_ms LIMIT ?', nowMs, limit)
      .toArray()
  }

  change(row: DiscardRow): void {
    this.#sql.exec(
      'UPDATE discard SET object_key = ?, deleted = ?, delays = ?, due_ms = ? WHERE version_key = ? AND rounds = ?',
      row.object_key,
      row.deleted,
      row.delays,
      row.due_ms,
      row.version_key,
      row.rounds,
    )
  }

  postpone(nowMs: number, untilMs: number): void {
    this.#sql.exec('UPDATE discard SET due_ms = ?, delays = delays + 1 WHERE due_ms <= ?', untilMs, nowMs)
  }

  /** Vectors were added to a version that is being forgotten, or has been: they are deleted once more. */
  again({ versionKey, vectorPrefix, upserted }: Upserted, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO discard (version_key, object_key, vector_prefix, chunks, due_ms) VALUES (?, NULL, ?, ?, ?)
       ON CONFLICT (version_key) DO UPDATE SET
         chunks = max(chunks, excluded.chunks), deleted = 0, rounds = rounds + 1, due_ms = excluded.due_ms`,
      versionKey,
      vectorPrefix,
      upserted,
      nowMs,
    )
  }

  forgotten({ version_key: versionKey, rounds }: DiscardRow): void {
    this.#sql.exec('DELETE FROM discard WHERE version_key = ? AND rounds = ?', versionKey, rounds)
  }

  /** When the next of them is due. */
  nextDueMs(): number | undefined {
    const { due } = this.#sql.exec<{ due: number | null }>('SELECT min(due_ms) AS due FROM discard').one()
    return due ?? undefined
  }
}

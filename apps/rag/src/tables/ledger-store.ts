import { parseFlagRecord } from '@bulkhead/flags/flag-record'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { EmbeddingStamp, Upserted } from '../corpus-protocol.ts'
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

type IdempotencyRow = { fingerprint: string; document_id: string; version: number }

/** Owner and stamp of the corpus, what is still to be forgotten, and the idempotency keys: named SQL. */
export class LedgerStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  owner(): string | undefined {
    return this.#sql.exec<{ tenant_id: string }>('SELECT tenant_id FROM owner').toArray()[0]?.tenant_id
  }

  setOwner(tenantId: TenantId): void {
    this.#sql.exec('INSERT INTO owner (only_row, tenant_id) VALUES (1, ?)', tenantId)
  }

  stamp(): EmbeddingStamp | undefined {
    return this.#sql
      .exec<{
        model: string
        dimensions: number
      }>('SELECT model, dimensions FROM owner WHERE model IS NOT NULL')
      .toArray()[0]
  }

  setStamp(stamp: EmbeddingStamp | null): void {
    this.#sql.exec(
      'UPDATE owner SET model = ?, dimensions = ?',
      stamp?.model ?? null,
      stamp?.dimensions ?? null,
    )
  }

  /** The flags of the tenant's config, as far as it is known here. */
  flags(): FlagOverrides {
    const row = this.#sql.exec<{ flags: string }>('SELECT flags FROM owner').toArray()[0]
    return parseFlagRecord(row?.flags).overrides
  }

  setFlags(flags: FlagOverrides): void {
    const text = JSON.stringify(flags)
    this.#sql.exec('UPDATE owner SET flags = ? WHERE flags <> ?', text, text)
  }

  /** Notes what must be forgotten of a version. While it is leased somebody may still add vectors, and once more for as long as one batch takes. */
  discard(version: VersionRow, nowMs: number): void {
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

  dueDiscards(nowMs: number, limit: number): DiscardRow[] {
    return this.#sql
      .exec<DiscardRow>('SELECT * FROM discard WHERE due_ms <= ? ORDER BY due_ms LIMIT ?', nowMs, limit)
      .toArray()
  }

  changeDiscard(row: DiscardRow): void {
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

  postponeDiscards(nowMs: number, untilMs: number): void {
    this.#sql.exec('UPDATE discard SET due_ms = ?, delays = delays + 1 WHERE due_ms <= ?', untilMs, nowMs)
  }

  /** Vectors were added to a version that is being forgotten, or has been: they are deleted once more. */
  discardAgain({ versionKey, vectorPrefix, upserted }: Upserted, nowMs: number): void {
    if (vectorPrefix === undefined) {
      this.#sql.exec(
        'UPDATE discard SET deleted = 0, rounds = rounds + 1, due_ms = ? WHERE version_key = ?',
        nowMs,
        versionKey,
      )
      return
    }
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

  idempotent(key: string): IdempotencyRow | undefined {
    return this.#sql
      .exec<IdempotencyRow>('SELECT fingerprint, document_id, version FROM idempotency WHERE key = ?', key)
      .toArray()[0]
  }

  remember(key: string, row: IdempotencyRow, nowMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO idempotency (key, fingerprint, document_id, version, created_ms) VALUES (?, ?, ?, ?, ?)',
      key,
      row.fingerprint,
      row.document_id,
      row.version,
      nowMs,
    )
  }

  forgetKeysBefore(ms: number): void {
    this.#sql.exec('DELETE FROM idempotency WHERE created_ms < ?', ms)
  }

  /** When the alarm is next needed; `keptMs` is how long idempotency keys live. */
  nextDueMs(keptMs: number): number | undefined {
    const { due } = this.#sql
      .exec<{ due: number | null }>(
        `SELECT min(due) AS due FROM (SELECT min(due_ms) AS due FROM version WHERE due_ms IS NOT NULL
         UNION ALL SELECT min(due_ms) FROM discard UNION ALL SELECT min(created_ms) + ? FROM idempotency)`,
        keptMs,
      )
      .one()
    return due ?? undefined
  }
}

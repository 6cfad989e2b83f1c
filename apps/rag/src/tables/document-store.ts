import type { DocumentsPage } from '@bulkhead/contracts/http/documents'
import type { Filter } from '@bulkhead/contracts/http/filter'

import type { Problem, Upload } from '../corpus-protocol.ts'
import { filterClause } from './filter-clause.ts'
import { columnsOf, type VersionChange } from './version-change.ts'
import type { NewestRow, VersionRow } from './version-row.ts'

/** What a search needs to know of a version that it may find. */
export type LiveVersion = { readonly key: number; readonly vectorPrefix: string; readonly chunks: number }

/** Which documents a list shows. */
type DocumentFilter = Pick<DocumentsPage, 'status' | 'q'>

/** Documents and their versions, as named SQL. */
export class DocumentStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM document').one().n
  }

  /** Of all versions together. */
  heldBytes(): number {
    return this.#sql.exec<{ bytes: number }>('SELECT bytes FROM held').one().bytes
  }

  newest(documentId: string): NewestRow | undefined {
    return this.#sql
      .exec<NewestRow>(
        `SELECT v.*, d.seq, d.live, d.created_ms FROM document d JOIN version v ON v.key = d.newest WHERE d.id = ?`,
        documentId,
      )
      .toArray()[0]
  }

  /** Newest first; `before` is the `seq` of the last document seen. */
  page(limit: number, before: number, { status, q }: DocumentFilter = {}): NewestRow[] {
    return this.#sql
      .exec<NewestRow>(
        `SELECT v.*, d.seq, d.live, d.created_ms FROM document d JOIN version v ON v.key = d.newest
         WHERE d.seq < ?1 AND (?3 IS NULL OR v.status = ?3)
           AND (?4 IS NULL OR instr(d.id, ?4) OR instr(v.title, ?4) OR instr(lower(d.id || ' ' || ifnull(v.title, '')), ?5))
         ORDER BY d.seq DESC LIMIT ?2`,
        before,
        limit,
        status ?? null,
        q ?? null,
        q?.toLowerCase() ?? null,
      )
      .toArray()
  }

  /** A version by its number, newest or not. */
  numbered(documentId: string, number: number): VersionRow | undefined {
    return this.#sql
      .exec<VersionRow>('SELECT * FROM version WHERE document_id = ? AND number = ?', documentId, number)
      .toArray()[0]
  }

  version(key: number): VersionRow | undefined {
    return this.#sql.exec<VersionRow>('SELECT * FROM version WHERE key = ?', key).toArray()[0]
  }

  versionsOf(documentId: string): VersionRow[] {
    return this.#sql.exec<VersionRow>('SELECT * FROM version WHERE document_id = ?', documentId).toArray()
  }

  allVersions(): VersionRow[] {
    return this.#sql.exec<VersionRow>('SELECT * FROM version').toArray()
  }

  /** Versions that somebody has to look at, longest overdue first. */
  due(nowMs: number, limit: number): VersionRow[] {
    return this.#sql
      .exec<VersionRow>('SELECT * FROM version WHERE due_ms <= ? ORDER BY due_ms LIMIT ?', nowMs, limit)
      .toArray()
  }

  /** When the next of them is due. */
  nextDueMs(): number | undefined {
    const { due } = this.#sql.exec<{ due: number | null }>('SELECT min(due_ms) AS due FROM version').one()
    return due ?? undefined
  }

  /** The newest versions that failed or wait for something outside. */
  unfinished(): NewestRow[] {
    return this.#sql
      .exec<NewestRow>(
        `SELECT v.*, d.seq, d.live, d.created_ms FROM version v JOIN document d ON d.id = v.document_id AND d.newest = v.key
         WHERE v.status <> 'indexed' AND v.error_code IS NOT NULL`,
      )
      .toArray()
  }

  /** Versions that nobody works on although they could be, oldest first; what stumbled or was put off comes by its own time. */
  waiting(nowMs: number, limit: number): VersionRow[] {
    return this.#sql
      .exec<VersionRow>(
        `SELECT v.* FROM version v JOIN document d ON d.id = v.document_id AND d.newest = v.key
         WHERE v.status <> 'indexed' AND v.status <> 'failed' AND v.stage IN ('extract', 'embed') AND v.error_code IS NULL
           AND v.lease_until_ms <= ?1 AND v.not_before_ms <= ?1 ORDER BY v.key LIMIT ?2`,
        nowMs,
        limit,
      )
      .toArray()
  }

  hasVectors(): boolean {
    const { n } = this.#sql
      .exec<{ n: number }>(
        `SELECT EXISTS (SELECT 1 FROM version WHERE upserted > 0 OR stage IN ('move', 'prove', 'moved')) AS n`,
      )
      .one()
    return n === 1
  }

  /**
   * Forgets that anything was embedded: every version that has its chunks goes back to be embedded, with a
   * reason to go round again.
   */
  embedAnew(reason: Problem, nowMs: number): void {
    this.#sql.exec(
      `UPDATE version SET stage = 'embed', status = 'searchable', upserted = 0, lease = lease + 1, lease_until_ms = 0,
         error_code = ?, error_message = ?, updated_ms = ? WHERE stage <> 'extract' AND status <> 'failed'`,
      reason.code,
      reason.message,
      nowMs,
    )
  }

  /** Whether a document waits to become searchable for the first time. */
  hasUnsearchable(): boolean {
    const { n } = this.#sql
      .exec<{ n: number }>(
        `SELECT EXISTS (SELECT 1 FROM version v JOIN document d ON d.id = v.document_id AND d.newest = v.key
         WHERE v.status <> 'indexed' AND v.status IN ('queued', 'processing') AND d.live IS NULL) AS n`,
      )
      .one()
    return n === 1
  }

  /**
   * The live versions that meet a filter, or null when they have more than `chunksMax` chunks together. Each
   * has one at least, so no more rows need to be looked at; they are read to the end, since a cursor that is
   * left half way stays open.
   */
  meeting(filter: Filter, chunksMax: number): LiveVersion[] | null {
    const { sql, bindings } = filterClause(filter, 'v.metadata', 2)
    const found = this.#sql
      .exec<LiveVersion>(
        `SELECT v.key, v.vector_prefix AS vectorPrefix, v.chunks FROM document d JOIN version v ON v.key = d.live
         WHERE ${sql} LIMIT ?1`,
        chunksMax + 1,
        ...bindings,
      )
      .toArray()
    const chunks = found.reduce((sum, version) => sum + version.chunks, 0)
    return found.length > chunksMax || chunks > chunksMax ? null : found
  }

  insertVersion(
    upload: Upload,
    version: { number: number; requestId: string; nowMs: number; dueMs: number },
  ) {
    const { key } = this.#sql
      .exec<{ key: number }>(
        `INSERT INTO version (document_id, number, title, format, bytes, metadata, content_hash, object_key, vector_prefix,
           chunk_tokens, overlap_tokens, status, stage, due_ms, request_id, traceparent, updated_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 'extract', ?, ?, ?, ?) RETURNING key`,
        upload.documentId,
        version.number,
        upload.title,
        upload.format,
        upload.bytes,
        JSON.stringify(upload.metadata),
        upload.contentHash,
        upload.objectKey,
        upload.vectorPrefix,
        upload.chunkTokens,
        upload.overlapTokens,
        version.dueMs,
        version.requestId,
        upload.traceparent,
        version.nowMs,
      )
      .one()
    this.#sql.exec(
      `INSERT INTO document (id, newest, created_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET newest = excluded.newest`,
      upload.documentId,
      key,
      version.nowMs,
    )
  }

  /** From now on searches see this version and no other. */
  makeLive(documentId: string, key: number): void {
    this.#sql.exec('UPDATE document SET live = ? WHERE id = ?', key, documentId)
  }

  change(key: number, change: VersionChange, nowMs: number): void {
    const columns = columnsOf(change)
    const assignments = columns.map(({ column }) => `${column} = ?`).join(', ')
    this.#sql.exec(
      `UPDATE version SET ${assignments}, updated_ms = ? WHERE key = ?`,
      ...columns.map(({ value }) => value),
      nowMs,
      key,
    )
  }

  removeVersion(key: number): void {
    this.#sql.exec('DELETE FROM version WHERE key = ?', key)
  }

  removeDocument(documentId: string): void {
    this.#sql.exec('DELETE FROM document WHERE id = ?', documentId)
  }

  removeAll(): void {
    this.#sql.exec('DELETE FROM document; DELETE FROM version')
  }
}

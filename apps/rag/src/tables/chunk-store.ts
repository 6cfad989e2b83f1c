import type { Filter } from '@bulkhead/contracts/http/filter'

import type { ChunkText, Passage, ResolvedHit, StagedChunk, VectorMatch } from '../corpus-protocol.ts'
import type { ChunkRow, DocumentRead } from '../document-read.ts'
import { indexFields } from '../words/index-words.ts'
import { filterClause } from './filter-clause.ts'

/** Chunks and their words, as named SQL. Only chunks of a document's live version are ever found. */
export class ChunkStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  insert(versionKey: number, chunks: readonly StagedChunk[]): void {
    for (const chunk of chunks) {
      const { id } = this.#sql
        .exec<{ id: number }>(
          `INSERT INTO chunk (version_key, ordinal, start, stop, heading, page, pages, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
          versionKey,
          chunk.ordinal,
          chunk.start,
          chunk.end,
          chunk.heading,
          chunk.page,
          chunk.pages === undefined ? null : JSON.stringify(chunk.pages),
          chunk.text,
        )
        .one()
      this.#index(id, chunk)
    }
  }

  /**
   * Indexes the words of at most `limit` chunks after `from` anew, replaced versions' too. Returns the last
   * one's id; undefined when there is none.
   */
  reindex(from: number, limit: number): number | undefined {
    const rows = this.#sql
      .exec<{ id: number; title: string; heading: string | null; text: string }>(
        `SELECT c.id, coalesce(v.title, '') AS title, c.heading, c.text
         FROM chunk c LEFT JOIN version v ON v.key = c.version_key WHERE c.id > ? ORDER BY c.id LIMIT ?`,
        from,
        limit,
      )
      .toArray()
    for (const row of rows) {
      this.#sql.exec('DELETE FROM words WHERE rowid = ?', row.id)
      this.#index(row.id, row)
    }
    return rows.at(-1)?.id
  }

  #index(id: number, chunk: Pick<StagedChunk, 'title' | 'heading' | 'text'>): void {
    const { title, heading, body, parts } = indexFields(chunk)
    this.#sql.exec(
      'INSERT INTO words (rowid, title, heading, body, parts) VALUES (?, ?, ?, ?, ?)',
      id,
      title,
      heading,
      body,
      parts,
    )
  }

  /** Removes at most `limit` chunks of a version; true when none is left. */
  remove(versionKey: number, limit: number): boolean {
    this.#sql.exec(
      `DELETE FROM words WHERE rowid IN (SELECT id FROM chunk WHERE version_key = ? ORDER BY ordinal LIMIT ?)`,
      versionKey,
      limit,
    )
    const { rowsWritten } = this.#sql.exec(
      `DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE version_key = ? ORDER BY ordinal LIMIT ?)`,
      versionKey,
      limit,
    )
    return rowsWritten === 0
  }

  /** @returns how many there were. */
  removeAll(): number {
    const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM chunk').one()
    this.#sql.exec(`DELETE FROM chunk; INSERT INTO words (words) VALUES ('delete-all')`)
    return n
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM chunk LIMIT 1').toArray().length === 0
  }

  countLive(): number {
    return this.#sql
      .exec<{ n: number }>(
        'SELECT coalesce(sum(v.chunks), 0) AS n FROM document d JOIN version v ON v.key = d.live',
      )
      .one().n
  }

  passages(versionKey: number, from: number, limit: number): Passage[] {
    return this.#sql
      .exec<{
        vector_prefix: string
        ordinal: number
        title: string | null
        heading: string | null
        text: string
      }>(
        `SELECT v.vector_prefix, c.ordinal, v.title, c.heading, c.text FROM chunk c JOIN version v ON v.key = c.version_key
         WHERE c.version_key = ? AND c.ordinal >= ? ORDER BY c.ordinal LIMIT ?`,
        versionKey,
        from,
        limit,
      )
      .toArray()
      .map(({ vector_prefix: vectorPrefix, ordinal, title, heading, text }) => ({
        versionKey,
        vectorPrefix,
        ordinal,
        title: title ?? '',
        heading,
        text,
      }))
  }

  /**
   * The chunks that vector matches stand for; what is not of a live version, or does not meet the filter, is
   * left out.
   */
  resolve(matches: readonly VectorMatch[], filter: Filter = {}): ResolvedHit[] {
    const { sql, bindings } = filterClause(filter, 'v.metadata', 2)
    return this.#sql
      .exec<{ chunk: number; documentId: string; score: number }>(
        `SELECT c.id AS chunk, d.id AS documentId, m.value ->> '$.score' AS score
         FROM json_each(?1) m JOIN version v ON v.vector_prefix = m.value ->> '$.prefix'
         JOIN document d ON d.live = v.key
         JOIN chunk c ON c.version_key = v.key AND c.ordinal = m.value ->> '$.ordinal'
         WHERE ${sql}`,
        JSON.stringify(matches),
        ...bindings,
      )
      .toArray()
  }

  /** The chunks of a document's live version, in order. */
  ofLive(documentId: string, from: number, limit: number): Pick<DocumentRead, 'version' | 'texts'> {
    const rows = this.#sql
      .exec<{ [Field in keyof ChunkRow]: ChunkRow[Field] } & { version: number }>(
        `SELECT v.number AS version, c.ordinal, c.heading, c.page, c.text
         FROM document d JOIN version v ON v.key = d.live JOIN chunk c ON c.version_key = v.key
         WHERE d.id = ? AND c.ordinal >= ? ORDER BY c.ordinal LIMIT ?`,
        documentId,
        from,
        limit,
      )
      .toArray()
    return { version: rows[0]?.version ?? 0, texts: rows }
  }

  /** The chunks by id, in no particular order; what has been replaced meanwhile is left out. */
  texts(chunks: readonly number[]): ChunkText[] {
    return this.#sql
      .exec<
        Omit<ChunkText, 'metadata' | 'title' | 'pages'> & {
          title: string | null
          metadata: string
          pages: string | null
        }
      >(
        `SELECT c.id AS chunk, d.id AS documentId, v.number AS version, c.ordinal, v.title, c.heading, c.page, c.pages, c.start, c.stop, c.text, v.metadata
         FROM json_each(?) wanted JOIN chunk c ON c.id = wanted.value
         JOIN document d ON d.live = c.version_key JOIN version v ON v.key = d.live`,
        JSON.stringify(chunks),
      )
      .toArray()
      .map(({ pages, ...row }) => ({
        ...row,
        title: row.title ?? row.documentId,
        metadata: JSON.parse(row.metadata),
        ...(pages === null ? {} : { pages: JSON.parse(pages) }),
      }))
  }
}

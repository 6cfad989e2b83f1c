import { linesOf, type LogLine } from '../log-line.ts'
import type { KeptLine } from '../request-keeper.ts'

/** Lines that were handed over together. */
export interface Batch {
  readonly seq: number
  readonly atMs: number
  readonly lines: readonly LogLine[]
}

/** A row holds 2 MB at most, and a character is up to three bytes. */
const MAX_ROW_CHARS = 500_000
/** One batch comes at a time, and so no more than a few have to go for it. */
const FORGOTTEN_AT_ONCE = 10

/**
 * Lines of requests, all of a second in one row and no index: what is written is paid by the row, and nearly
 * all of it is never looked at.
 */
export class BatchTable {
  readonly #sql: SqlStorage
  #requests: number

  constructor(sql: SqlStorage) {
    this.#sql = sql
    const { requests } = sql
      .exec<{ requests: number }>('SELECT coalesce(sum(requests), 0) AS requests FROM batch')
      .one()
    this.#requests = requests
  }

  /** More than one only where a row would become too large. */
  add(lines: readonly KeptLine[], atMs: number): Batch[] {
    return inRows(lines).map((some) => {
      const requests = some.filter(({ message }) => message === 'request').length
      const { seq } = this.#sql
        .exec<{ seq: number }>(
          'INSERT INTO batch (at_ms, requests, lines) VALUES (?, ?, ?) RETURNING seq',
          atMs,
          requests,
          JSON.stringify(some),
        )
        .one()
      this.#requests += requests
      return { seq, atMs, lines: linesOf(some) }
    })
  }

  /** Oldest first. */
  *all(): Generator<Batch, undefined> {
    const rows = this.#sql.exec<{ seq: number; atMs: number; lines: string }>(
      'SELECT seq, at_ms AS atMs, lines FROM batch ORDER BY seq',
    )
    for (const { seq, atMs, lines } of rows) yield { seq, atMs, lines: linesOf(JSON.parse(lines)) }
  }

  /** Of the oldest that is kept. */
  get firstSeq(): number {
    const { first } = this.#sql.exec<{ first: number | null }>('SELECT min(seq) AS first FROM batch').one()
    return first ?? 0
  }

  /** None if the batch is forgotten. */
  linesOf(seq: number): LogLine[] {
    return this.#sql
      .exec<{ lines: string }>('SELECT lines FROM batch WHERE seq = ?', seq)
      .toArray()
      .flatMap(({ lines }) => linesOf(JSON.parse(lines)))
  }

  /** Whatever is older, and the oldest of too many requests. */
  forget(beforeMs: number, most: number): void {
    const oldest = this.#sql
      .exec<{ seq: number; atMs: number; requests: number }>(
        'SELECT seq, at_ms AS atMs, requests FROM batch ORDER BY seq LIMIT ?',
        FORGOTTEN_AT_ONCE,
      )
      .toArray()
    for (const { seq, atMs, requests } of oldest) {
      if (atMs >= beforeMs && this.#requests - requests < most) return
      this.#sql.exec('DELETE FROM batch WHERE seq = ?', seq)
      this.#requests -= requests
    }
  }
}

function inRows(lines: readonly KeptLine[]): KeptLine[][] {
  const rows: KeptLine[][] = []
  let chars = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const length = JSON.stringify(line).length
    chars += length
    if (chars > MAX_ROW_CHARS) {
      rows.push([])
      chars = length
    }
    rows.at(-1)?.push(line)
  }
  return rows
}

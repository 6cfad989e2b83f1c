import { linesOf, type LogLine } from '../log-line.ts'
import type { KeptLine } from '../request-keeper.ts'

/** Lines that were handed over together. */
export interface Batch {
  readonly seq: number
  readonly atMs: number
  readonly lines: readonly KeptLine[]
}

/** A row holds 2 MB at most, and a character is up to three bytes. */
const MAX_ROW_CHARS = 500_000

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
    return inRows(lines).map(({ lines: some, texts }) => {
      const requests = some.filter(({ message }) => message === 'request').length
      const { seq } = this.#sql
        .exec<{ seq: number }>(
          'INSERT INTO batch (at_ms, requests, lines) VALUES (?, ?, ?) RETURNING seq',
          atMs,
          requests,
          `[${texts.join(',')}]`,
        )
        .one()
      this.#requests += requests
      return { seq, atMs, lines: some }
    })
  }

  /** Oldest first. */
  *all(): Generator<Batch, undefined> {
    const rows = this.#sql.exec<{ seq: number; atMs: number; lines: string }>(
      'SELECT seq, at_ms AS atMs, lines FROM batch ORDER BY seq',
    )
    for (const { seq, atMs, lines } of rows) yield { seq, atMs, lines: readLines(lines) }
  }

  /** Of the oldest that is kept; beyond all others where none is, since numbers then start anew. */
  get firstSeq(): number {
    const { first } = this.#sql.exec<{ first: number | null }>('SELECT min(seq) AS first FROM batch').one()
    return first ?? Number.POSITIVE_INFINITY
  }

  /** None if the batch is forgotten. */
  linesOf(seq: number): LogLine[] {
    return this.#sql
      .exec<{ lines: string }>('SELECT lines FROM batch WHERE seq = ?', seq)
      .toArray()
      .flatMap(({ lines }) => readLines(lines))
  }

  /** Whatever is older, and the oldest of too many requests. */
  forget(beforeMs: number, most: number): void {
    const isTooMuch = ({ atMs, requests }: Oldest) => atMs < beforeMs || this.#requests - requests >= most
    for (let oldest = this.#oldest(); oldest !== undefined && isTooMuch(oldest); oldest = this.#oldest()) {
      this.#sql.exec('DELETE FROM batch WHERE seq = ?', oldest.seq)
      this.#requests -= oldest.requests
    }
  }

  #oldest(): Oldest | undefined {
    const [oldest] = this.#sql
      .exec<Oldest>('SELECT seq, at_ms AS atMs, requests FROM batch ORDER BY seq LIMIT 1')
      .toArray()
    return oldest
  }
}

type Oldest = Readonly<Record<'seq' | 'atMs' | 'requests', number>>

interface Row {
  readonly lines: KeptLine[]
  /** The same as JSON. */
  readonly texts: string[]
}

/** None of a row that is not JSON: the others are still worth a look. */
function readLines(text: string): LogLine[] {
  try {
    return linesOf(JSON.parse(text))
  } catch {
    return []
  }
}

function inRows(lines: readonly KeptLine[]): Row[] {
  const rows: Row[] = []
  let chars = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const text = JSON.stringify(line)
    chars += text.length
    if (chars > MAX_ROW_CHARS) {
      rows.push({ lines: [], texts: [] })
      chars = text.length
    }
    rows.at(-1)?.lines.push(line)
    rows.at(-1)?.texts.push(text)
  }
  return rows
}

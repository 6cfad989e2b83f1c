/** One candidate with its cosine. */
export interface Scored {
  readonly id: string
  readonly score: number
}

/** Vectors in one block: a block of 1,024 dimensions is one MiB, small enough for a processor's cache. */
const BLOCK_ROWS = 256
/** Columns that are summed at once, so that each sum is read and written a quarter as often. */
const COLUMNS_AT_ONCE = 4

/**
 * The vectors of one namespace, at length one, in blocks that hold them column by column: a search reads the columns in which the query
 * has something and leaves the others alone, which are most of them for hashed words and half for an encoder narrower than the index.
 * Every vector is compared, so the order is exact. A cache of the table, filled when the namespace is first searched.
 */
export class NamespaceVectors {
  readonly #dimensions: number
  readonly #ids: string[] = []
  readonly #rowOf = new Map<string, number>()
  readonly #blocks: Float32Array[] = []

  constructor(dimensions: number) {
    this.#dimensions = dimensions
  }

  get size(): number {
    return this.#ids.length
  }

  put(id: string, values: Float32Array): void {
    let row = this.#rowOf.get(id)
    if (row === undefined) {
      row = this.#ids.push(id) - 1
      this.#rowOf.set(id, row)
    }
    const block = this.#blockOf(row)
    let at = row % BLOCK_ROWS
    for (const value of unit(values)) {
      block[at] = value
      at += BLOCK_ROWS
    }
  }

  /** The last vector moves into the gap. */
  remove(id: string): void {
    const row = this.#rowOf.get(id)
    if (row === undefined) return
    this.#rowOf.delete(id)
    const lastId = this.#ids.pop()
    if (lastId === undefined || lastId === id) return
    const last = this.#ids.length
    const from = this.#blockOf(last)
    const to = this.#blockOf(row)
    for (let column = 0; column < from.length; column += BLOCK_ROWS) {
      to[column + (row % BLOCK_ROWS)] = from[column + (last % BLOCK_ROWS)] ?? 0
    }
    this.#ids[row] = lastId
    this.#rowOf.set(lastId, row)
  }

  /** The nearest `topK`, best first; equal scores in the order of their ids. */
  nearest(query: Float32Array, topK: number, accepts: (id: string) => boolean = () => true): Scored[] {
    const columns = columnsOf(unit(query))
    const scores = new Float64Array(BLOCK_ROWS)
    const best: Scored[] = []
    for (let row = 0; row < this.#ids.length; row++) {
      const place = row % BLOCK_ROWS
      if (place === 0) sumInto(scores, this.#blockOf(row), columns)
      const score = scores[place] ?? 0
      const worst = best[topK - 1]
      if (worst !== undefined && score < worst.score) continue
      const id = this.#ids[row] ?? ''
      if (accepts(id)) keep(best, { id, score }, topK)
    }
    return best
  }

  #blockOf(row: number): Float32Array {
    const index = Math.floor(row / BLOCK_ROWS)
    return (this.#blocks[index] ??= new Float32Array(BLOCK_ROWS * this.#dimensions))
  }
}

/** Where a column of a block begins, and how much it weighs. */
interface Column {
  readonly start: number
  readonly weight: number
}

/** The columns in which the query has something, filled up with weightless ones. */
function columnsOf(query: Float32Array): Column[] {
  const columns = Array.from(query, (weight, place) => ({ start: place * BLOCK_ROWS, weight })).filter(
    ({ weight }) => weight !== 0,
  )
  while (columns.length % COLUMNS_AT_ONCE !== 0) columns.push({ start: 0, weight: 0 })
  return columns
}

/** The cosine of each vector of the block. */
function sumInto(scores: Float64Array, block: Float32Array, columns: readonly Column[]): void {
  scores.fill(0)
  for (let at = 0; at < columns.length; at += COLUMNS_AT_ONCE) {
    const [a = NONE, b = NONE, c = NONE, d = NONE] = columns.slice(at, at + COLUMNS_AT_ONCE)
    addColumns(scores, block, [a, b, c, d])
  }
}

const NONE: Column = { start: 0, weight: 0 }

function addColumns(
  scores: Float64Array,
  block: Float32Array,
  [a, b, c, d]: readonly [Column, Column, Column, Column],
): void {
  const { start: startA, weight: weightA } = a
  const { start: startB, weight: weightB } = b
  const { start: startC, weight: weightC } = c
  const { start: startD, weight: weightD } = d
  for (let row = 0; row < BLOCK_ROWS; row++) {
    scores[row] =
      (scores[row] ?? 0) +
      weightA * (block[startA + row] ?? 0) +
      weightB * (block[startB + row] ?? 0) +
      weightC * (block[startC + row] ?? 0) +
      weightD * (block[startD + row] ?? 0)
  }
}

/** Puts a candidate into its place among the best. */
export function keep(best: Scored[], candidate: Scored, topK: number): void {
  const place = best.findIndex((other) => comparedWith(candidate, other) < 0)
  best.splice(place < 0 ? best.length : place, 0, candidate)
  if (best.length > topK) best.pop()
}

function comparedWith(one: Scored, other: Scored): number {
  return other.score - one.score || (one.id < other.id ? -1 : 1)
}

function unit(values: Float32Array): Float32Array {
  let squares = 0
  for (const value of values) squares += value * value
  const length = Math.sqrt(squares)
  return length === 0 ? values : values.map((value) => value / length)
}

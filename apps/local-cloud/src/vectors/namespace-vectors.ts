/** One candidate with its cosine. */
export interface Scored {
  readonly id: string
  readonly score: number
}

const FIRST_CAPACITY = 64

/**
 * The vectors of one namespace side by side in one array, at length one, so that a search is a plain scan: 50,000 of 1,024 take some 50 ms.
 * A cache of the table, filled when the namespace is first searched. Dimensions come in fours.
 */
export class NamespaceVectors {
  readonly #dimensions: number
  readonly #ids: string[] = []
  readonly #rowOf = new Map<string, number>()
  #rows: Float32Array

  constructor(dimensions: number, capacity = FIRST_CAPACITY) {
    this.#dimensions = dimensions
    this.#rows = new Float32Array(Math.max(capacity, FIRST_CAPACITY) * dimensions)
  }

  get size(): number {
    return this.#ids.length
  }

  put(id: string, values: Float32Array): void {
    let row = this.#rowOf.get(id)
    if (row === undefined) {
      row = this.#ids.push(id) - 1
      this.#rowOf.set(id, row)
      this.#growTo(this.#ids.length)
    }
    this.#rows.set(unit(values), row * this.#dimensions)
  }

  /** The last vector moves into the gap. */
  remove(id: string): void {
    const row = this.#rowOf.get(id)
    if (row === undefined) return
    this.#rowOf.delete(id)
    const lastId = this.#ids.pop()
    if (lastId === undefined || lastId === id) return
    const last = this.#ids.length * this.#dimensions
    this.#rows.copyWithin(row * this.#dimensions, last, last + this.#dimensions)
    this.#ids[row] = lastId
    this.#rowOf.set(lastId, row)
  }

  /** The nearest `topK`, best first; equal scores in the order of their ids. */
  nearest(query: Float32Array, topK: number, accepts: (id: string) => boolean = () => true): Scored[] {
    const wanted = unit(query)
    const places = placesOf(wanted)
    const isSparse = places.length < wanted.length * SPARSE_SHARE
    const best: Scored[] = []
    for (const [row, id] of this.#ids.entries()) {
      const score = isSparse ? this.#sparseDot(wanted, row, places) : this.#dot(wanted, row)
      const worst = best[topK - 1]
      if (worst !== undefined && score < worst.score) continue
      if (accepts(id)) keep(best, { id, score }, topK)
    }
    return best
  }

  /** Four sums at once: the processor need not wait for one addition before it begins the next. */
  #dot(query: Float32Array, row: number): number {
    const rows = this.#rows
    let at = row * this.#dimensions
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = 0; i < query.length; i += 4, at += 4) {
      a += (query[i] ?? 0) * (rows[at] ?? 0)
      b += (query[i + 1] ?? 0) * (rows[at + 1] ?? 0)
      c += (query[i + 2] ?? 0) * (rows[at + 2] ?? 0)
      d += (query[i + 3] ?? 0) * (rows[at + 3] ?? 0)
    }
    return a + b + c + d
  }

  /** Only where the query has something: a query of few hashed words has some thirty places of a thousand. */
  #sparseDot(query: Float32Array, row: number, places: Uint32Array): number {
    const rows = this.#rows
    const from = row * this.#dimensions
    let sum = 0
    for (const place of places) sum += (query[place] ?? 0) * (rows[from + place] ?? 0)
    return sum
  }

  #growTo(count: number): void {
    if (count * this.#dimensions <= this.#rows.length) return
    const larger = new Float32Array(this.#rows.length * 2)
    larger.set(this.#rows)
    this.#rows = larger
  }
}

/** Below it, picking places one by one beats four sums at once over all of them. */
const SPARSE_SHARE = 0.25

function placesOf(vector: Float32Array): Uint32Array {
  return Uint32Array.from(Array.from(vector.keys()).filter((place) => vector[place] !== 0))
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

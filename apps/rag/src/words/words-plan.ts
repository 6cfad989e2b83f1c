/** A term and how many chunks hold it, counted up to some limit. */
export interface CountedTerm {
  readonly term: string
  readonly rows: number
}

export interface WordsPlan {
  /** A chunk is ranked when it holds one of these. */
  readonly rare: readonly string[]
  /** These count for chunks that are ranked anyway. */
  readonly frequent: readonly string[]
}

/**
 * Ranking has to look at every chunk that holds any term, and frequent words stand in most of them while
 * saying least. So the rarest terms, as many as have no more than `rowsMax` chunks together, decide which
 * chunks are ranked.
 */
export function planWords(counted: readonly CountedTerm[], rowsMax: number): WordsPlan {
  const byRarity = counted.toSorted((a, b) => a.rows - b.rows)
  let sum = 0
  const first = byRarity.findIndex(({ rows }) => (sum += rows) > rowsMax)
  const terms = byRarity.map(({ term }) => term)
  const cut = first < 0 ? terms.length : first
  return { rare: terms.slice(0, cut), frequent: terms.slice(cut) }
}

/**
 * How much a term says: the rarer the more. The root keeps one rare word from outweighing the rest of the
 * query.
 */
export function weightOf(rows: number, chunks: number): number {
  return Math.sqrt(Math.log(1 + (Math.max(0, chunks - rows) + 0.5) / (rows + 0.5)))
}

import type { Collection } from '../collection.ts'
import { scoreOf, type Rankings } from '../measure-collection.ts'
import { Bm25 } from './bm25.ts'

/** nDCG@10 of the two searches and of BM25 on the same questions. */
export interface Figures {
  readonly hybrid: number
  readonly words: number
  readonly bm25: number
}

/** On all questions, and on the third of them that is longest. */
export interface Comparison {
  readonly all: Figures
  readonly long: Figures
}

/** Documents are searched in passages, which costs so much of nDCG beside a ranking of whole documents. */
const COST_OF_PASSAGES = 0.005

/** Compares what the searches rank with plain BM25 over the same documents. */
export function against(
  collection: Collection,
  { hybrid, words }: { readonly hybrid: Rankings; readonly words: Rankings },
): Comparison {
  const baseline = new Bm25(collection.documents)
  const rows = collection.queries.map((query, at) => ({
    query,
    hybrid: hybrid[at] ?? [],
    words: words[at] ?? [],
    bm25: baseline.rank(query.text),
  }))
  const longest = rows.toSorted((a, b) => b.query.text.length - a.query.text.length)
  const figuresOf = (some: typeof rows): Figures => {
    const judged = { queries: some.map(({ query }) => query), judgements: collection.judgements }
    const ndcg = (system: keyof Figures) =>
      scoreOf(
        judged,
        some.map((row) => row[system]),
      ).ndcg
    return { hybrid: ndcg('hybrid'), words: ndcg('words'), bm25: ndcg('bm25') }
  }
  return { all: figuresOf(rows), long: figuresOf(longest.slice(0, Math.ceil(rows.length / 3))) }
}

/** Where a search ranks worse than BM25, as messages. */
export function problemsAgainst(name: string, { all, long }: Comparison): string[] {
  const figures = Object.entries({ 'all questions': all, 'long questions': long })
  return figures.flatMap(([which, { bm25, ...searches }]) =>
    Object.entries(searches).flatMap(([search, ndcg]) =>
      ndcg >= bm25 - COST_OF_PASSAGES
        ? []
        : [`${name}: ${search} on ${which} is ${ndcg.toFixed(3)}, below ${bm25.toFixed(3)} of plain BM25`],
    ),
  )
}

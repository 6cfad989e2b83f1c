import { mean } from '@bulkhead/bench/figures/statistics'
import type { ApiClient, SearchMode } from '@bulkhead/bench/traffic/api-client'
import { untilIndexed } from '@bulkhead/bench/traffic/until-indexed'

import type { Collection } from './collection.ts'
import { ndcgAt, recallAt } from './ranking-metrics.ts'

const TOP_K = 50
const DEPTH = 10
const UPLOADS_AT_ONCE = 8
const TITLE_MAX = 512

export interface RankingQuality {
  readonly ndcg: number
  readonly recall: number
  readonly rankings: Rankings
  /** Of each ranked document, in the same order. */
  readonly scores: readonly (readonly number[])[]
  readonly milliseconds: readonly number[]
}

/**
 * Sends every document under its place in the collection, and waits until all of them are indexed: ids of a collection may have any form.
 * Returns documents a second.
 */
export async function ingest(api: ApiClient, { name, documents }: Collection): Promise<number> {
  const started = performance.now()
  const waiting = [...documents.entries()].filter(([, { title, text }]) => `${title}${text}`.trim() !== '')
  const total = waiting.length
  const upload = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { title, text }] = next
      const titled = title.trim() === '' ? {} : { title: title.slice(0, TITLE_MAX) }
      await api.addDocument({ id: String(index), ...titled, text: text.trim() === '' ? title : text })
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, upload))
  await untilIndexed(api, name, total)
  return total / ((performance.now() - started) / 1_000)
}

/** What a system ranks for each query of a collection, in the order of the queries. */
export type Rankings = readonly (readonly string[])[]

/** @throws Error when a search was degraded: its ranking says nothing. */
export async function measureRanking(
  api: ApiClient,
  collection: Collection,
  mode: SearchMode,
  rerank = false,
): Promise<RankingQuality> {
  const { name, documents, queries } = collection
  const milliseconds: number[] = []
  const rankings: string[][] = []
  const scores: (readonly number[])[] = []
  for (const { text } of queries) {
    const started = performance.now()
    const { documentIds, isDegraded, ...found } = await api.search(text, TOP_K, mode, rerank)
    milliseconds.push(performance.now() - started)
    if (isDegraded) throw new Error(`${name}: search was degraded, so its ranking says nothing`)
    scores.push(found.scores)
    rankings.push(documentIds.map((index) => documents[Number(index)]?.id ?? ''))
  }
  return { ...scoreOf(collection, rankings), rankings, scores, milliseconds }
}

/** nDCG and recall of rankings, means over the queries. */
export function scoreOf(
  { queries, judgements }: Pick<Collection, 'queries' | 'judgements'>,
  rankings: Rankings,
  depth = DEPTH,
): { readonly ndcg: number; readonly recall: number } {
  const judged = queries.map(({ id }, at) => ({
    of: judgements.get(id) ?? new Map(),
    ranked: rankings[at] ?? [],
  }))
  return {
    ndcg: mean(judged.map(({ of, ranked }) => ndcgAt(depth, of, ranked))),
    recall: mean(judged.map(({ of, ranked }) => recallAt(depth, of, ranked))),
  }
}

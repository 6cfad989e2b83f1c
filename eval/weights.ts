import { parseArgs } from 'node:util'

import { formatTable } from '@bulkhead/bench/figures/table'
import { ApiClient } from '@bulkhead/bench/traffic/api-client'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'

import { readCollections, type Collection } from './collection.ts'
import { ingest, measureRanking, scoreOf, type RankingQuality } from './measure-collection.ts'

const TENANT = 'umbrella'
const WEIGHTS = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1]

/** `pnpm eval weights [folder]`: nDCG@10 by the share that words have in the fused score, for the running embedding model. */
export async function weights(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
  const collections = readCollections(positionals[0] ?? process.env['EVAL_DATA'])
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const rows: string[][] = []
    for (const collection of collections) rows.push(await rowOf(api, collection))
    console.log(formatTable(['collection', ...WEIGHTS.map(String)], rows))
  } finally {
    await bulkhead.stop()
  }
}

async function rowOf(api: ApiClient, collection: Collection): Promise<string[]> {
  await ingest(api, collection)
  const words = await measureRanking(api, collection, 'words')
  const vectors = await measureRanking(api, collection, 'vector')
  for (const index of collection.documents.keys()) await api.deleteDocument(String(index))
  const ndcgs = WEIGHTS.map((share) => {
    const rankings = collection.queries.map((_, at) => fuse(words, vectors, at, share))
    return scoreOf(collection, rankings).ndcg.toFixed(3)
  })
  return [collection.name, ...ndcgs]
}

/** The documents of one query by the weighed sum of both scores, each as a part of its best. */
function fuse(words: RankingQuality, vectors: RankingQuality, at: number, share: number): string[] {
  const sums = new Map<string, number>()
  for (const [{ rankings, scores }, weight] of [[words, share] as const, [vectors, 1 - share] as const]) {
    const [best = 1] = scores[at] ?? []
    for (const [rank, id] of (rankings[at] ?? []).entries()) {
      const score = (weight * (scores[at]?.[rank] ?? 0)) / best
      sums.set(id, (sums.get(id) ?? 0) + score)
    }
  }
  return [...sums].sort(([, a], [, b]) => b - a).map(([id]) => id)
}

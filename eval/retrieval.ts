import { parseArgs } from 'node:util'

import { mean, quantile } from '@bulkhead/bench/figures/statistics'
import { formatTable } from '@bulkhead/bench/figures/table'
import { ApiClient, type SearchMode } from '@bulkhead/bench/traffic/api-client'
import { SEARCH_MODES } from '@bulkhead/contracts/http/search'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'
import { writeQuality } from '@bulkhead/scripts/ops/quality-file'

import { Bm25 } from './baseline/bm25.ts'
import { readCollections, type Collection } from './collection.ts'
import { ingest, measureRanking, scoreOf } from './measure-collection.ts'

const TENANT = 'umbrella'

const HEAD = ['collection', 'mode', 'nDCG@10', 'recall@10', 'BM25', 'documents/s', 'search p50', 'search p99']

/** `pnpm eval retrieval [folder] [--modes hybrid,words,vector]` */
export async function retrieval(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { modes: { type: 'string', default: 'hybrid' } },
  })
  const modes = SEARCH_MODES.filter((mode) => values.modes.split(',').includes(mode))
  const collections = readCollections(positionals[0] ?? process.env['EVAL_DATA'])
  const rows: string[][] = []
  for (const collection of collections) rows.push(...(await benchCollection(collection, modes)))
  console.log(formatTable(HEAD, rows))
  const scores = rows.filter(([, mode]) => mode === 'hybrid').map(([, , ndcg]) => Number(ndcg))
  if (scores.length > 0) writeQuality(mean(scores))
  console.log('\nBM25: plain BM25 over whole documents, nDCG@10')
}

/** Each collection gets a fresh system, so no other collection's documents disturb it. */
async function benchCollection(collection: Collection, modes: readonly SearchMode[]): Promise<string[][]> {
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const perSecond = await ingest(api, collection)
    const rows: string[][] = []
    for (const mode of modes)
      rows.push([collection.name, mode, ...(await benchSearch(api, collection, mode))])
    const baseline = new Bm25(collection.documents)
    const ranked = collection.queries.map(({ text }) => baseline.rank(text))
    const bm25 = scoreOf(collection, ranked).ndcg.toFixed(3)
    return rows.map(([name = '', mode = '', ndcg = '', recall = '', ...times]) => {
      return [name, mode, ndcg, recall, bm25, perSecond.toFixed(1), ...times]
    })
  } finally {
    await bulkhead.stop()
  }
}

async function benchSearch(api: ApiClient, collection: Collection, mode: SearchMode): Promise<string[]> {
  const { ndcg, recall, milliseconds } = await measureRanking(api, collection, mode)
  const ms = (share: number) => `${quantile(milliseconds, share).toFixed(1)} ms`
  return [ndcg.toFixed(3), recall.toFixed(3), ms(0.5), ms(0.99)]
}

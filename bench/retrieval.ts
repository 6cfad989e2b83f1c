import { parseArgs } from 'node:util'

import { SEARCH_MODES } from '@bulkhead/contracts/http/search'
import { readLocalKeys, readLocalVariables } from '@bulkhead/scripts/local-variables'
import { writeQuality } from '@bulkhead/scripts/quality-file'
import { start } from '@bulkhead/scripts/start-bundles'

import { ApiClient, type SearchMode } from './api-client.ts'
import { bm25Of, readCollections, type Collection } from './collection.ts'
import { ndcgAt, recallAt } from './ranking-metrics.ts'
import { mean, quantile } from './statistics.ts'
import { formatTable } from './table.ts'
import { untilIndexed } from './until-indexed.ts'

const TENANT = 'umbrella'
const TOP_K = 50
const DEPTH = 10
const UPLOADS_AT_ONCE = 8
const TITLE_MAX = 512

const HEAD = ['collection', 'mode', 'nDCG@10', 'recall@10', 'BM25', 'documents/s', 'search p50', 'search p99']

/** `pnpm bench retrieval [folder] [--modes hybrid,words,vector]` */
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
  console.log('\nBM25: as given in the README of the data, nDCG@10 (recall@10)')
}

/** Every collection has Bulkhead to itself, so no other one's documents are in its way. */
async function benchCollection(collection: Collection, modes: readonly SearchMode[]): Promise<string[][]> {
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const perSecond = await ingest(api, collection)
    const rows: string[][] = []
    for (const mode of modes)
      rows.push([collection.name, mode, ...(await benchSearch(api, collection, mode))])
    const bm25 = bm25Of(collection.readme, collection.name) ?? '-'
    return rows.map(([name = '', mode = '', ndcg = '', recall = '', ...times]) => {
      return [name, mode, ndcg, recall, bm25, perSecond.toFixed(1), ...times]
    })
  } finally {
    await bulkhead.stop()
  }
}

/** Sends every document and waits until all of them are indexed. Returns documents a second. */
async function ingest(api: ApiClient, { name, documents }: Collection): Promise<number> {
  const started = performance.now()
  // Ids of a collection may have any form; ours count.
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

async function benchSearch(api: ApiClient, collection: Collection, mode: SearchMode): Promise<string[]> {
  const { documents, queries, judgements } = collection
  const times: number[] = []
  const ndcgs: number[] = []
  const recalls: number[] = []
  for (const { id, text } of queries) {
    const started = performance.now()
    const { documentIds, isDegraded } = await api.search(text, TOP_K, mode)
    times.push(performance.now() - started)
    if (isDegraded) throw new Error(`${collection.name}: search was degraded, so its ranking says nothing`)
    const ranked = documentIds.map((index) => documents[Number(index)]?.id ?? '')
    ndcgs.push(ndcgAt(DEPTH, judgements.get(id) ?? new Map(), ranked))
    recalls.push(recallAt(DEPTH, judgements.get(id) ?? new Map(), ranked))
  }
  const ms = (share: number) => `${quantile(times, share).toFixed(1)} ms`
  return [mean(ndcgs).toFixed(3), mean(recalls).toFixed(3), ms(0.5), ms(0.99)]
}

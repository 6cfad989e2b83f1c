// A corpus that grows: how fast documents come in, and what its size does to a search. Hashed embeddings, so that no model's time hides ours.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { Random } from '@bulkhead/harness/random'
import { start } from '@bulkhead/harness/start-bundles'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { ApiClient, type SearchMode } from './traffic/api-client.ts'
import { untilIndexed } from './traffic/until-indexed.ts'

const TENANT = 'umbrella'
const SECTIONS = 20
const WORDS_PER_SECTION = 60
const VOCABULARY = 20_000
const SEARCHES = 100
const UPLOADS_AT_ONCE = 8
const MODES = ['hybrid', 'words', 'vector'] as const
const HEAD = ['chunks', 'documents/s', ...MODES.flatMap((mode) => [`${mode} p50`, 'p99'])]

/** `pnpm bench corpus [--sizes 1000,10000,50000] [--seed 1] [--query-from-rank 1] [--read-at-once true]` */
export async function corpus(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '1000,10000,50000' },
      seed: { type: 'string', default: '1' },
      'query-from-rank': { type: 'string', default: '1' },
      'read-at-once': { type: 'string', default: 'true' },
    },
  })
  const random = new Random(Number(values.seed))
  const fromRank = Number(values['query-from-rank'])
  const variables = { LOCAL_EMBEDDINGS: 'hashed', LOG_LEVEL: 'error' }
  const vars = { rag: { READ_AT_ONCE: values['read-at-once'] } }
  const bulkhead = await start({ variables, vars })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const rows: string[][] = []
    const medians: number[] = []
    let documents = 0
    for (const size of values.sizes.split(',').map(Number)) {
      const wanted = Math.ceil(size / SECTIONS)
      const perSecond = await grow(api, random, documents, wanted)
      documents = wanted
      const cells: string[] = []
      for (const mode of MODES) {
        const times = await searchTimes(api, () => queryOf(random, fromRank), mode)
        if (mode === 'hybrid') medians.push(quantile(times, 0.5))
        cells.push(...[0.5, 0.99].map((share) => `${quantile(times, share).toFixed(1)} ms`))
      }
      rows.push([String(documents * SECTIONS), perSecond.toFixed(1), ...cells])
      console.log(rows.at(-1)?.join('  '))
    }
    const growth = (medians.at(-1) ?? 0) / (medians[0] ?? 1)
    console.log(`\n${formatTable(HEAD, rows)}`)
    console.log(`\nsearch p50 (hybrid) grows ${growth.toFixed(1)} x from the smallest to the largest`)
  } finally {
    await bulkhead.stop()
  }
}

/** Documents a second, from the first upload until all are indexed. */
async function grow(api: ApiClient, random: Random, from: number, to: number): Promise<number> {
  const started = performance.now()
  let next = from
  const upload = async () => {
    while (next < to) {
      const id = String(next++)
      await api.addDocument({ id, title: `Document ${id}`, text: documentOf(random), format: 'markdown' })
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, upload))
  await untilIndexed(api, 'corpus', to)
  return (to - from) / ((performance.now() - started) / 1_000)
}

/** One after another, after some that warm everything up. */
async function searchTimes(api: ApiClient, query: () => string, mode: SearchMode): Promise<number[]> {
  const times: number[] = []
  for (let count = 0; count < SEARCHES + 10; count++) {
    const words = query()
    const started = performance.now()
    await api.search(words, 8, mode)
    if (count >= 10) times.push(performance.now() - started)
  }
  return times
}

/** Each section is one chunk. */
function documentOf(random: Random): string {
  return Array.from({ length: SECTIONS }, (_, section) => {
    const words = Array.from({ length: WORDS_PER_SECTION }, () => wordOf(random))
    return `## Part ${section}\n\n${words.join(' ')}.`
  }).join('\n\n')
}

/** From rank 1 on a query has frequent words as often as the text has; in English most of those are question words, which no search looks for. */
function queryOf(random: Random, fromRank: number): string {
  return Array.from({ length: 5 }, () => wordOf(random, fromRank)).join(' ')
}

/** Few words are frequent and most are rare, as in any language: the frequency falls with the rank. */
function wordOf(random: Random, fromRank = 1): string {
  return `w${Math.floor(fromRank * (VOCABULARY / fromRank) ** random.share()).toString(36)}x`
}

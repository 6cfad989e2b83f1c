// How long a document takes from its 202 until a search by words finds it, one page of text at a time. The queue of the
// local runtime is part of it; what Vectorize takes until it finds vectors comes on top of it for the search by meaning.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { Random } from '@bulkhead/harness/random'
import { start } from '@bulkhead/harness/start-bundles'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { ApiClient } from './traffic/api-client.ts'

const TENANT = 'umbrella'
const WORDS_PER_PAGE = 450
const VOCABULARY = 20_000
const WARM_UP = 3
const LOOK_EVERY_MS = 10
const PATIENCE_MS = 60_000

/** `pnpm bench searchable [--documents 40] [--seed 1]` */
export async function searchable(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { documents: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
  })
  const random = new Random(Number(values.seed))
  const bulkhead = await start({ variables: { LOCAL_EMBEDDINGS: 'hashed', LOG_LEVEL: 'error' } })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const times: number[] = []
    for (let at = 0; at < Number(values.documents) + WARM_UP; at++) times.push(await timeOf(api, random, at))
    const measured = times.slice(WARM_UP)
    const row = [0.5, 0.9, 0.99].map((share) => `${Math.round(quantile(measured, share))} ms`)
    console.log(formatTable(['202 to searchable by words', 'p90', 'p99'], [row]))
  } finally {
    await bulkhead.stop()
  }
}

/** A word of its own in each document is looked for until it is found. */
async function timeOf(api: ApiClient, random: Random, at: number): Promise<number> {
  const id = `page-${at}`
  const mark = `mark${at}of${random.below(VOCABULARY)}`
  const words = Array.from({ length: WORDS_PER_PAGE }, () => `word${random.below(VOCABULARY)}`)
  await api.addDocument({ id, title: id, text: `${words.join(' ')} ${mark}.` })
  const accepted = performance.now()
  while (performance.now() - accepted < PATIENCE_MS) {
    const { documentIds } = await api.search(mark, 1, 'words')
    if (documentIds.includes(id)) return performance.now() - accepted
    await sleep(LOOK_EVERY_MS)
  }
  throw new Error(`${id} was not found within ${PATIENCE_MS / 1_000} s`)
}

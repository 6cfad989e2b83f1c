// `pnpm eval:languages`: whether questions find their documents in every language as they do in English.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { formatTable } from '@bulkhead/bench/figures/table'
import { ApiClient } from '@bulkhead/bench/traffic/api-client'
import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { OFFLINE } from '@bulkhead/harness/run-command'
import { start } from '@bulkhead/harness/start-bundles'

import { readCollections, type Collection } from '../collection.ts'
import { ingest, measureRanking, scoreOf } from '../measure-collection.ts'
import { LanguageFloors, problemsOf, REFERENCE, type Found } from './floors.ts'

const FOLDER = join(ROOT, 'eval', 'languages')
const TENANT = 'umbrella'
const DEPTH = 5
const USAGE = `usage: pnpm eval:languages [set …]
  uploads 20 documents in each language, asks 30 questions, and fails below the floors or too far below English
  set  a folder of eval/languages/sets; left out: all of them. Takes some three minutes`

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const wanted = positionals.length === 0 ? [] : [REFERENCE, ...positionals]
  const sets = readCollections(join(FOLDER, 'sets')).filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  )
  const found = await measureAll(sets)
  console.log(formatTable(['set', 'words', 'hybrid', 'vectors', 'reranked'], [...found].map(rowOf)))
  console.log(`\nrecall@${DEPTH}, mean over 30 questions`)
  const floors = LanguageFloors.parse(JSON.parse(readFileSync(join(FOLDER, 'floors.json'), 'utf8')))
  const problems = problemsOf(found, floors)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
})

/** One system for all: the documents of a set are deleted before those of the next one come. */
async function measureAll(sets: readonly Collection[]): Promise<Map<string, Measured>> {
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    const found = new Map<string, Measured>()
    for (const set of sets) {
      await ingest(api, set)
      found.set(set.name, await measure(api, set))
      for (const index of set.documents.keys()) await api.deleteDocument(String(index))
    }
    return found
  } finally {
    await bulkhead.stop()
  }
}

/** No floor holds the reranked order: nobody gets it who does not ask for it. */
interface Measured extends Found {
  readonly reranked: number
}

async function measure(api: ApiClient, set: Collection): Promise<Measured> {
  const recallOf = async (mode: 'words' | 'hybrid' | 'vector', rerank = false) =>
    scoreOf(set, (await measureRanking(api, set, mode, rerank)).rankings, DEPTH).recall
  return {
    words: await recallOf('words'),
    hybrid: await recallOf('hybrid'),
    vector: await recallOf('vector'),
    reranked: await recallOf('hybrid', true),
  }
}

function rowOf([name, { words, hybrid, vector, reranked }]: [string, Measured]): string[] {
  return [name, ...[words, hybrid, vector, reranked].map((recall) => recall.toFixed(3))]
}

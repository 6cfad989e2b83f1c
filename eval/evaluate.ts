// The retrieval regression run: judged collections and questions through the public API, checked against committed floors.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { mean } from '@bulkhead/bench/figures/statistics'
import { formatTable } from '@bulkhead/bench/figures/table'
import { ApiClient } from '@bulkhead/bench/traffic/api-client'
import { ROOT } from '@bulkhead/harness/apps'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'
import { QUALITY_FILE, writeQuality } from '@bulkhead/scripts/ops/quality-file'

import { askQuestions } from './ask-questions.ts'
import { against, problemsAgainst, type Comparison } from './baseline/against.ts'
import { hasQuestions, readCollections, readQuestions, type Collection, type Question } from './collection.ts'
import { measureFollowUps, problemsOfFollowUps, tableOf, type FollowUpQuality } from './follow-ups/measure.ts'
import { ingest, measureRanking } from './measure-collection.ts'
import { Floors, problemsOf, type Quality } from './quality.ts'

const OWN_COLLECTIONS = join(ROOT, 'eval')
const TENANT = 'umbrella'
const HEAD = [
  'collection',
  'nDCG@10',
  'recall@10',
  'reranked',
  'by words',
  'BM25',
  'long questions',
  'by words',
  'BM25',
  'kept',
  'right document',
  'refused',
  'true quotes',
]

interface Measured {
  readonly collection: Collection
  readonly quality: Quality
  readonly comparison: Comparison
  /** nDCG@10 in the order of the reranking model. */
  readonly reranked: number
  readonly followUps: FollowUpQuality | undefined
}

/** `pnpm eval [folder] [--floors file] [--metrics file]`; without a folder EVAL_DATA, without that our own collection. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      floors: { type: 'string', default: join(OWN_COLLECTIONS, 'floors.json') },
      metrics: { type: 'string', default: QUALITY_FILE },
    },
  })
  const folder = positionals[0] ?? (process.env['EVAL_DATA'] || OWN_COLLECTIONS)
  const floors = Floors.parse(JSON.parse(readFileSync(values.floors, 'utf8')))
  const questions = hasQuestions(folder) ? readQuestions(folder) : []
  const measured: Measured[] = []
  for (const collection of readCollections(folder)) {
    const hasFollowUps = measured.some(({ followUps }) => followUps !== undefined)
    measured.push(await measure(collection, questions, !hasFollowUps))
  }

  console.log(formatTable(HEAD, measured.map(rowOf)))
  for (const { followUps } of measured) if (followUps !== undefined) console.log(`\n${tableOf(followUps)}`)
  const score = mean(measured.map(({ quality }) => quality.ndcg))
  writeQuality(score, values.metrics)
  console.log(`\nrag_quality_score ${score.toFixed(4)} written to ${values.metrics}`)
  const problems = measured.flatMap(({ collection, quality, comparison, followUps }) => [
    ...problemsOf(collection.name, quality, floors),
    ...problemsAgainst(collection.name, comparison),
    ...problemsOfFollowUps(followUps),
  ])
  for (const problem of problems) console.error(problem)
  return problems.length === 0 ? 0 : 1
}

/** Each collection gets a fresh system, so no other collection's documents disturb it. */
async function measure(
  collection: Collection,
  questions: readonly Question[],
  withFollowUps: boolean,
): Promise<Measured> {
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const api = new ApiClient(bulkhead.url, readLocalKeys()[TENANT] ?? '')
    await ingest(api, collection)
    const { ndcg, recall, rankings: hybrid } = await measureRanking(api, collection, 'hybrid')
    const { rankings: words } = await measureRanking(api, collection, 'words')
    const { ndcg: reranked } = await measureRanking(api, collection, 'hybrid', true)
    const answers = await measureAnswers(api, collection, questions)
    const comparison = against(collection, { hybrid, words })
    const followUps = withFollowUps ? await measureFollowUps(api, collection) : undefined
    return { collection, quality: { ndcg, recall, ...answers }, comparison, reranked, followUps }
  } finally {
    await bulkhead.stop()
  }
}

/** Only a collection that holds the answers can be asked. */
async function measureAnswers(
  api: ApiClient,
  { documents }: Collection,
  questions: readonly Question[],
): Promise<Partial<Quality>> {
  const ids = new Set(documents.map(({ id }) => id))
  const answerable = questions.filter(({ answerable, doc_id }) => answerable && ids.has(doc_id ?? ''))
  if (answerable.length === 0) return {}
  const strange = questions.filter(({ kind }) => kind === 'off_corpus')
  const kept = await askQuestions(api, documents, answerable)
  const refused = await askQuestions(api, documents, strange)
  const quotes = kept.quotes + refused.quotes
  return {
    kept: kept.answered / kept.asked,
    right: kept.right / kept.asked,
    ...(refused.asked === 0 ? {} : { refused: 1 - refused.answered / refused.asked }),
    ...(quotes === 0 ? {} : { trueQuotes: 1 - (kept.falseQuotes + refused.falseQuotes) / quotes }),
  }
}

function rowOf({ collection, quality, comparison, reranked }: Measured): string[] {
  const percent = (value: number | undefined) => (value === undefined ? '-' : `${(100 * value).toFixed(0)} %`)
  const { recall, kept, right, refused, trueQuotes } = quality
  const { all, long } = comparison
  return [
    collection.name,
    all.hybrid.toFixed(3),
    recall.toFixed(3),
    ...[reranked, all.words, all.bm25, long.hybrid, long.words, long.bm25].map((ndcg) => ndcg.toFixed(3)),
    ...[kept, right, refused, trueQuotes].map(percent),
  ]
}

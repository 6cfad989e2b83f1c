import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

import * as z from 'zod/mini'

import type { Judgements } from './ranking-metrics.ts'

const CorpusLine = z.object({
  id: z.string(),
  title: z._default(z.string(), ''),
  text: z._default(z.string(), ''),
})
const QueryLine = z.object({ id: z.string(), text: z.string() })
const QuestionLine = z.object({
  question: z.string(),
  answerable: z.boolean(),
  kind: z.string(),
  doc_id: z.optional(z.nullable(z.string())),
})
const QUESTIONS_FILE = 'qa.jsonl'
const FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels.tsv']

export type CorpusDocument = z.infer<typeof CorpusLine>
export type Query = z.infer<typeof QueryLine>

export type Question = z.infer<typeof QuestionLine>

export interface Collection {
  readonly name: string
  readonly documents: readonly CorpusDocument[]
  /** Only those that have a relevant document. */
  readonly queries: readonly Query[]
  readonly judgements: ReadonlyMap<string, Judgements>
}

const HELP = `Name a folder of judged collections, as an argument or in EVAL_DATA. A collection is a folder with
  corpus.jsonl   {"id", "title", "text"} a line
  queries.jsonl  {"id", "text"} a line
  qrels.tsv      query-id, corpus-id, score, with or without a header
The folder may be one collection or hold several.`

/** Every collection in the folder, or the folder itself. @throws Error that says what to do when there is none. */
export function readCollections(folder: string | undefined): Collection[] {
  if (folder === undefined) throw new Error(HELP)
  const root = resolve(folder)
  if (!existsSync(root)) throw new Error(`${root} does not exist.\n${HELP}`)
  const candidates = [root, ...readdirSync(root).map((name) => join(root, name))]
  const collections = candidates.filter((path) => FILES.every((file) => existsSync(join(path, file))))
  if (collections.length === 0) throw new Error(`${root} holds no collection.\n${HELP}`)
  return collections.map(readCollection)
}

function readCollection(folder: string): Collection {
  const judgements = parseQrels(readFileSync(join(folder, 'qrels.tsv'), 'utf8'))
  return {
    name: basename(folder),
    documents: linesOf(folder, 'corpus.jsonl').map((line) => z.parse(CorpusLine, line)),
    queries: linesOf(folder, 'queries.jsonl')
      .map((line) => z.parse(QueryLine, line))
      .filter(({ id }) => [...(judgements.get(id)?.values() ?? [])].some((score) => score > 0)),
    judgements,
  }
}

function linesOf(folder: string, file: string): unknown[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line))
}

/** Whether questions lie beside the collections. */
export function hasQuestions(folder: string): boolean {
  return existsSync(join(folder, QUESTIONS_FILE))
}

/** Questions with the document that answers each, from `qa.jsonl` beside the collections. @throws Error when there is none. */
export function readQuestions(folder: string | undefined): Question[] {
  if (folder === undefined || !hasQuestions(folder)) {
    throw new Error(
      `The folder must also hold ${QUESTIONS_FILE}: {"question", "answerable", "kind", "doc_id"} a line.\n${HELP}`,
    )
  }
  return linesOf(folder, QUESTIONS_FILE).map((line) => z.parse(QuestionLine, line))
}

/** Lines of query, document and score; a line whose score is no number is the header. */
export function parseQrels(text: string): Map<string, Map<string, number>> {
  const judgements = new Map<string, Map<string, number>>()
  for (const line of text.split('\n')) {
    const [query, document, score] = line.trim().split('\t')
    if (query === undefined || document === undefined || !Number.isFinite(Number(score))) continue
    const judged = judgements.get(query) ?? new Map<string, number>()
    judged.set(document, Number(score))
    judgements.set(query, judged)
  }
  return judgements
}

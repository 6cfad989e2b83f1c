// Grounded answers as a new user would try them: documents in, questions asked, every citation checked against the documents.
import { parseArgs } from 'node:util'

import { formatTable } from '@bulkhead/bench/figures/table'
import { ApiClient } from '@bulkhead/bench/traffic/api-client'
import { untilIndexed } from '@bulkhead/bench/traffic/until-indexed'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'

import { askQuestions } from './ask-questions.ts'
import { readCollections, readQuestions, type CorpusDocument, type Question } from './collection.ts'

const OWNER = 'acme'
const OTHER = 'globex'

/** `pnpm eval answers [folder] [--documents 100]` */
export async function answers(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { documents: { type: 'string', default: '100' } },
  })
  const folder = positionals[0] ?? process.env['EVAL_DATA']
  const questions = readQuestions(folder)
  const documents = chooseDocuments(
    readCollections(folder).flatMap((collection) => collection.documents),
    questions,
    Number(values.documents),
  )
  const bulkhead = await start({ variables: readLocalVariables(process.env) })
  try {
    const owner = new ApiClient(bulkhead.url, readLocalKeys()[OWNER] ?? '')
    const startMs = Date.now()
    for (const [index, { title, text }] of documents.entries()) {
      await owner.addDocument({ id: String(index), ...(title === '' ? {} : { title }), text })
    }
    await untilIndexed(owner, OWNER, documents.length)
    console.log(`${documents.length} documents indexed in ${((Date.now() - startMs) / 1_000).toFixed(1)} s\n`)
    await report(owner, documents, questions)
    const other = new ApiClient(bulkhead.url, readLocalKeys()[OTHER] ?? '')
    console.log(
      `\ncitations that ${OTHER} gets for the same questions: ${await foreignCitations(other, questions)}`,
    )
  } finally {
    await bulkhead.stop()
  }
}

/** Those that the questions need, then others until there are enough. */
function chooseDocuments(
  all: readonly CorpusDocument[],
  questions: readonly Question[],
  count: number,
): CorpusDocument[] {
  const needed = new Set(questions.map(({ doc_id }) => doc_id))
  const [wanted, rest] = [all.filter(({ id }) => needed.has(id)), all.filter(({ id }) => !needed.has(id))]
  return [...wanted, ...rest.slice(0, Math.max(0, count - wanted.length))]
}

async function report(
  api: ApiClient,
  documents: readonly CorpusDocument[],
  questions: readonly Question[],
): Promise<void> {
  const kinds = [...new Set(questions.map(({ kind }) => kind))]
  const rows: string[][] = []
  for (const kind of kinds) {
    const tally = await askQuestions(
      api,
      documents,
      questions.filter((question) => question.kind === kind),
    )
    const share = (count: number) => `${((100 * count) / tally.asked).toFixed(0)} %`
    rows.push([
      kind,
      String(tally.asked),
      share(tally.answered),
      share(tally.right),
      share(tally.rightFirst),
      `${tally.falseQuotes} of ${tally.quotes}`,
    ])
  }
  console.log(
    formatTable(['questions', 'asked', 'answered', 'right document', 'right first', 'false quotes'], rows),
  )
}

async function foreignCitations(api: ApiClient, questions: readonly Question[]): Promise<number> {
  let citations = 0
  for (const { question } of questions.slice(0, 10))
    citations += (await api.answer(question)).citations.length
  return citations
}

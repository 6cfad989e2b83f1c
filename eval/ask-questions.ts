import type { ApiClient } from '@bulkhead/bench/traffic/api-client'

import type { CorpusDocument, Question } from './collection.ts'

/** What became of a number of questions. */
export interface Tally {
  asked: number
  /** At least one citation. */
  answered: number
  /** A citation names the document with the answer. */
  right: number
  /** The first citation does. */
  rightFirst: number
  quotes: number
  /** Quotes that are not in the document they name. */
  falseQuotes: number
}

/** Asks each question and checks every citation against the documents, whose ids are their positions. */
export async function askQuestions(
  api: ApiClient,
  documents: readonly CorpusDocument[],
  questions: readonly Question[],
): Promise<Tally> {
  const tally: Tally = { asked: 0, answered: 0, right: 0, rightFirst: 0, quotes: 0, falseQuotes: 0 }
  for (const { question, doc_id } of questions) {
    const { citations } = await api.answer(question)
    const cited = citations.map(({ documentId }) => documents[Number(documentId)])
    tally.asked += 1
    if (citations.length > 0) tally.answered += 1
    if (cited.some((document) => document?.id === doc_id)) tally.right += 1
    if (cited[0] !== undefined && cited[0].id === doc_id) tally.rightFirst += 1
    tally.quotes += citations.length
    tally.falseQuotes += citations.filter(({ quote }, i) => cited[i]?.text.includes(quote) !== true).length
  }
  return tally
}

import type { GeneratedRanking } from '@bulkhead/ai/model-answer'
import { rankingTokens } from '@bulkhead/ai/ranking-tokens'
import { textOfDocument, type RerankReply, type RerankRequest } from '@bulkhead/contracts/http/rerank'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { reserveTokens, settleTokens } from '../embedding/token-budget.ts'
import { EMBED_CALLS_AT_ONCE, PATIENCE, RERANK_CALL_DOCUMENTS } from '../limits.ts'
import type { Run } from '../run.ts'
import { mayHaveRun, rank, type Ranking } from './ranker.ts'

interface Ranked {
  readonly scores: readonly number[]
  readonly tokens: number
  readonly notice: string | undefined
}

/**
 * `POST /v1/rerank`. @throws BulkheadError `model_not_found`, a budget's refusal, `ai_unavailable`,
 * `ai_timeout`
 */
export async function rerank(run: Run, request: RerankRequest): Promise<RerankReply> {
  const model = run.env.RERANK_MODEL
  if ((request.model ?? model) !== model) {
    settleTokens(run, await reserveTokens(run, 0), { tokens: 0, model })
    throw new BulkheadError('model_not_found', { param: 'model' })
  }
  const documents = request.documents.map(textOfDocument)
  const { scores, tokens, notice } = await rankAll(run, { query: request.query, documents })
  const results = scores
    .map((relevance_score, index) => ({ index, relevance_score }))
    .sort((one, other) => other.relevance_score - one.relevance_score || one.index - other.index)
    .slice(0, request.top_n ?? documents.length)
    .map((result) => (request.return_documents === true ? withText(result, documents) : result))
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  return { results, model, usage, ...(notice === undefined ? {} : { notice }) }
}

function withText<T extends { index: number }>(result: T, documents: readonly string[]) {
  return { ...result, document: { text: documents[result.index] ?? '' } }
}

/** The score of each document, some calls at a time. Settles what was used, also when a call failed. */
async function rankAll(run: Run, { query, documents }: Ranking): Promise<Ranked> {
  const model = run.env.RERANK_MODEL
  const reservation = await reserveTokens(run, rankingTokens(query, documents))
  const batches = batchesOf(documents)
  const scores: number[] = []
  let tokens = 0
  let notice: string | undefined
  try {
    for (let from = 0; from < batches.length; from += EMBED_CALLS_AT_ONCE) {
      const some = batches.slice(from, from + EMBED_CALLS_AT_ONCE)
      const asked = some.map((batch) => rank(run, { query, documents: batch }, PATIENCE.rerank))
      const ended = await Promise.allSettled(asked)
      tokens += ended.reduce((sum, each, at) => sum + tokensOf(each, query, some[at] ?? []), 0)
      for (const each of ended) {
        if (each.status === 'rejected') throw each.reason
        scores.push(...each.value.scores)
        notice ??= each.value.notice
      }
    }
    return { scores, tokens, notice }
  } finally {
    settleTokens(run, reservation, { tokens, model })
  }
}

function tokensOf(
  ended: PromiseSettledResult<GeneratedRanking>,
  query: string,
  documents: readonly string[],
): number {
  if (ended.status === 'fulfilled') return ended.value.usage.promptTokens
  return mayHaveRun(ended.reason) ? rankingTokens(query, documents) : 0
}

function batchesOf(documents: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(documents.length / RERANK_CALL_DOCUMENTS) }, (_, at) =>
    documents.slice(at * RERANK_CALL_DOCUMENTS, (at + 1) * RERANK_CALL_DOCUMENTS),
  )
}

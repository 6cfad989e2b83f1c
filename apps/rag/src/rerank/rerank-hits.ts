import { rankingTokens } from '@bulkhead/ai/ranking-tokens'
import type { SearchResult } from '@bulkhead/contracts/http/search'
import { reserve } from '@bulkhead/spending/reserve'

import { settleTokens } from '../embedding/token-budget.ts'
import { DEADLINE_MARGIN_MS, PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { mayHaveRun, rank, type Ranking } from './ranker.ts'

/**
 * The results in the order of the reranking model. Fails open: null when it is unavailable, late, or not
 * covered by the budget, and the search keeps its fused order. What it takes is reserved and settled here,
 * for nobody could know it before the search.
 */
export async function rerankHits<T extends SearchResult>(
  run: Run,
  query: string,
  results: readonly T[],
): Promise<T[] | null> {
  if (results.length === 0) return []
  const documents = results.map(({ heading, text }) => (heading === undefined ? text : `${heading}\n${text}`))
  try {
    const scores = await paid(run, { query, documents })
    return results
      .map((result, at) => withScore(result, scores[at] ?? 0))
      .sort((one, other) => other.score - one.score)
  } catch (thrown) {
    run.log.warn('results are not reranked', { degraded: 'rerank' }, { thrown })
    return null
  }
}

async function paid(run: Run, ranking: Ranking): Promise<readonly number[]> {
  const model = run.env.RERANK_MODEL
  const tokens = rankingTokens(ranking.query, ranking.documents)
  const reservation = { reservationId: crypto.randomUUID(), tokens }
  const ctx = { ...run.ctx, deadline: run.ctx.deadline - DEADLINE_MARGIN_MS }
  await reserve(run.env.RATE_LIMIT, ctx, reservation)
  try {
    const { scores, usage } = await rank({ ...run, ctx }, ranking, PATIENCE.rerankHits)
    settleTokens(run, reservation, { model, tokens: usage.promptTokens })
    return scores
  } catch (thrown) {
    settleTokens(run, reservation, { model, tokens: mayHaveRun(thrown) ? tokens : 0 })
    throw thrown
  }
}

function withScore<T extends SearchResult>(result: T, score: number): T {
  return { ...result, score, scores: { ...result.scores, rerank: score } }
}

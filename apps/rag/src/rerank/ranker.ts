import type { GeneratedRanking } from '@bulkhead/ai/model-answer'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { AttemptPatience } from '../limits.ts'
import { modelClient } from '../models.ts'
import type { Run } from '../run.ts'

/** A query, and what it is compared with. */
export interface Ranking {
  readonly query: string
  readonly documents: readonly string[]
}

/** One call to the deployment's reranking model. @throws BulkheadError `ai_unavailable`, `ai_timeout` */
export function rank(
  run: Run,
  { query, documents }: Ranking,
  patience: AttemptPatience,
): Promise<GeneratedRanking> {
  const { ctx, env } = run
  const timeouts = { attemptMs: patience.attemptMs, totalMs: patience.timeoutMs }
  const call = { ctx, model: env.RERANK_MODEL, query, documents, timeouts, deadline: ctx.deadline }
  return modelClient(run).rerank(call)
}

/** A call that timed out may have been run, and is paid for. */
export function mayHaveRun(thrown: unknown): boolean {
  return BulkheadError.from(thrown).code === 'ai_timeout'
}

import { inputTokens } from '@bulkhead/ai/estimate-tokens'
import { DeadlinePassed } from '@bulkhead/calls/deadline'
import type { EmbeddingInput } from '@bulkhead/contracts/http/embeddings'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { EmbeddingStamp } from '../corpus-protocol.ts'
import type { AttemptPatience } from '../limits.ts'
import { modelClient } from '../models.ts'
import type { Run } from '../run.ts'

/**
 * An upper bound of what embedding these texts takes. The provider reports no usage for embeddings, so it is
 * also what is settled.
 */
export function embeddingTokens(texts: readonly EmbeddingInput[]): number {
  return texts.reduce((sum, text) => sum + inputTokens(text), 0)
}

/** By which model, and how patiently. */
export interface EmbedOptions {
  readonly stamp: EmbeddingStamp
  readonly patience: AttemptPatience
}

/**
 * The vectors of `texts`, in order. Throws when the model is unavailable, or answers with anything but one
 * vector of the right width for each.
 */
export async function embed(
  run: Run,
  texts: readonly EmbeddingInput[],
  { stamp, patience }: EmbedOptions,
): Promise<readonly number[][]> {
  const { ctx } = run
  const timeouts = { attemptMs: patience.attemptMs, totalMs: patience.timeoutMs }
  const startMs = Date.now()
  try {
    const call = { ctx, model: stamp.model, texts, timeouts, deadline: ctx.deadline }
    return checked((await modelClient(run).embed(call)).vectors, stamp)
  } catch (thrown) {
    if (BulkheadError.from(thrown).code !== 'ai_timeout') throw thrown
    throw new DeadlinePassed(Date.now() - startMs)
  }
}

function checked(vectors: readonly number[][], { dimensions }: EmbeddingStamp) {
  if (vectors.every((vector) => vector.length === dimensions)) return vectors
  throw new TypeError('the embedding model answered with vectors of another width')
}

import { Breaker } from '@bulkhead/ai/attempts/breaker'
import { Catalogue } from '@bulkhead/ai/catalogue'
import { DialectBook } from '@bulkhead/ai/dialects/dialect-book'
import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { ModelClient } from '@bulkhead/ai/model-client'
import { DeadlinePassed } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import models from '../../.generated/models.json'
import type { EmbeddingStamp } from '../corpus-protocol.ts'
import type { AttemptPatience } from '../limits.ts'
import type { Run } from '../run.ts'

const catalogue = new Catalogue(models)
const dialects = new DialectBook()

/**
 * An upper bound of what embedding these texts takes. The provider reports no usage for embeddings, so it is
 * also what is settled.
 */
export function embeddingTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
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
  { env, log, ctx }: Run,
  texts: readonly string[],
  { stamp, patience }: EmbedOptions,
): Promise<readonly number[][]> {
  // Ingest puts off by itself what fails, and a search goes on by words, so a circuit that opens would only
  // keep the model from being tried.
  const client = new ModelClient(env, log, { catalogue, breaker: new Breaker(), dialects })
  const timeouts = { attemptMs: patience.attemptMs, totalMs: patience.timeoutMs }
  const startMs = Date.now()
  try {
    const call = { ctx, model: stamp.model, texts, timeouts, deadline: ctx.deadline }
    return checked((await client.embed(call)).vectors, stamp)
  } catch (thrown) {
    if (BulkheadError.from(thrown).code !== 'ai_timeout') throw thrown
    throw new DeadlinePassed(Date.now() - startMs)
  }
}

function checked(vectors: readonly number[][], { dimensions }: EmbeddingStamp) {
  if (vectors.every((vector) => vector.length === dimensions)) return vectors
  throw new TypeError('the embedding model answered with vectors of another width')
}

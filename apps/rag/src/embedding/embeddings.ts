import { DeadlinePassed } from '@bulkhead/calls/deadline'
import {
  embeddingInputs,
  type EmbeddingInput,
  type EmbeddingsRequest,
  type EmbeddingsResponse,
} from '@bulkhead/contracts/http/embeddings'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { EMBED_CALLS_AT_ONCE, PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { batchesOf } from './batches.ts'
import { embed, embeddingTokens } from './embedder.ts'
import { currentSlot } from './slots.ts'
import { reserveTokens, settleTokens } from './token-budget.ts'

/**
 * `POST /v1/embeddings`. @throws BulkheadError `model_not_found`, a budget's refusal, `ai_unavailable`,
 * `ai_timeout`
 */
export async function embeddings(run: Run, request: EmbeddingsRequest): Promise<EmbeddingsResponse> {
  const { model } = currentSlot(run.env)
  const refusal = refusalOf(run, request)
  if (refusal !== undefined) {
    settleTokens(run, await reserveTokens(run, 0), { tokens: 0, model })
    throw refusal
  }
  const texts = embeddingInputs(request)
  const vectors = await embedAll(run, texts)
  const tokens = embeddingTokens(texts)
  const isBase64 = request.encoding_format === 'base64'
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: isBase64 ? toBase64(vector) : vector,
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

/** There is one model and one width; anything else would be answered with vectors that fit nothing. */
function refusalOf({ env }: Run, request: EmbeddingsRequest): BulkheadError | undefined {
  const { model, dimensions } = currentSlot(env)
  if ((request.model ?? model) !== model) return new BulkheadError('model_not_found', { param: 'model' })
  if ((request.dimensions ?? dimensions) === dimensions) return undefined
  const message = `must be ${dimensions}, or be left out`
  return new BulkheadError('invalid_request', {
    param: 'dimensions',
    details: [{ path: 'dimensions', message }],
  })
}

/**
 * Settles what the batches that were sent took, also when another failed; a batch that timed out may have
 * been run.
 */
async function embedAll(run: Run, texts: readonly EmbeddingInput[]): Promise<number[][]> {
  const reservation = await reserveTokens(run, embeddingTokens(texts))
  const stamp = currentSlot(run.env)
  const batches = batchesOf(texts)
  const vectors: number[][] = []
  let tokens = 0
  try {
    for (let from = 0; from < batches.length; from += EMBED_CALLS_AT_ONCE) {
      const some = batches.slice(from, from + EMBED_CALLS_AT_ONCE)
      const asked = some.map((batch) => embed(run, batch, { stamp, patience: PATIENCE.embed }))
      const ended = await Promise.allSettled(asked)
      const used = some.filter((_, at) => mayHaveRun(ended[at]))
      tokens += embeddingTokens(used.flat())
      for (const each of ended) {
        if (each.status === 'rejected') throw failureOf(each.reason)
        vectors.push(...each.value)
      }
    }
    return vectors
  } finally {
    settleTokens(run, reservation, { tokens, model: stamp.model })
  }
}

function mayHaveRun(ended: PromiseSettledResult<unknown> | undefined): boolean {
  return ended?.status === 'fulfilled' || ended?.reason instanceof DeadlinePassed
}

/** What the client can mend: the model takes no token ids, or a text is too long for it. */
const CALLERS: ReadonlySet<string> = new Set([
  'invalid_request',
  'context_length_exceeded',
  'content_rejected',
])

function failureOf(thrown: unknown): BulkheadError {
  if (!(thrown instanceof DeadlinePassed)) {
    const { code, details } = BulkheadError.from(thrown)
    if (CALLERS.has(code)) return new BulkheadError(code, { param: 'input', details, cause: thrown })
    return new BulkheadError('ai_unavailable', { cause: thrown })
  }
  const details = { timeout: 'total', waitedMs: thrown.waitedMs }
  return new BulkheadError('ai_timeout', { details, cause: thrown })
}

/** Little-endian float32, as OpenAI's clients decode it. */
function toBase64(vector: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4))
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true)
  let binary = ''
  for (const byte of new Uint8Array(view.buffer)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

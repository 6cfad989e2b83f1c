import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { call } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import { metric } from '@bulkhead/logging/metric'
import * as z from 'zod/mini'

import type { EmbeddingStamp } from '../corpus-protocol.ts'
import type { AttemptPatience } from '../limits.ts'
import type { Run } from '../run.ts'

const Reply = z.object({ data: z.array(z.array(z.number())) })

/** An upper bound of what embedding these texts takes. The provider reports no usage for embeddings, so it is also what is settled. */
export function embeddingTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
}

/** By which model, and how patiently. */
export interface EmbedOptions {
  readonly stamp: EmbeddingStamp
  readonly patience: AttemptPatience
}

/** The vectors of `texts`, in order. Throws when the model is unavailable, or answers with anything but one vector of the right width for each. */
export function embed(
  run: Run,
  texts: readonly string[],
  { stamp, patience }: EmbedOptions,
): Promise<readonly number[][]> {
  return call(patience, run.ctx.deadline, () => attempt(run, texts, stamp, patience.attemptMs))
}

async function attempt(
  run: Run,
  texts: readonly string[],
  { model, dimensions }: EmbeddingStamp,
  attemptMs: number,
): Promise<readonly number[][]> {
  const startMs = Date.now()
  let status = 'error'
  try {
    const answer = run.env.AI.run(model, { text: texts }, gatewayOptions(run))
    const vectors = checked(await within(attemptMs, answer), texts.length, dimensions)
    status = 'ok'
    return vectors
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) status = 'timeout'
    throw thrown
  } finally {
    report(run, { model, status, texts, latencyMs: Date.now() - startMs })
  }
}

/** Tenants are told apart by metadata, since an account has only a few gateways; the retries are ours, so they do not multiply. */
function gatewayOptions({ env, ctx }: Run): AiOptions {
  if (env.AI_GATEWAY_ID === '') return {}
  const metadata = { tenantId: ctx.tenantId, requestId: ctx.requestId }
  return { gateway: { id: env.AI_GATEWAY_ID, metadata, retries: { maxAttempts: 1 } } }
}

interface Attempted {
  readonly model: string
  readonly status: string
  readonly texts: readonly string[]
  readonly latencyMs: number
}

function report({ log, ctx }: Run, { model, status, texts, latencyMs }: Attempted): void {
  const labels = { tenantId: ctx.tenantId, model_name: model }
  const promptTokens = status === 'ok' ? embeddingTokens(texts) : 0
  const metrics = [
    metric('ai_requests_total', 1, { ...labels, status }),
    metric('ai_latency_ms_histogram', latencyMs, labels),
    metric('ai_tokens_prompt_total', promptTokens, labels),
  ]
  const fields = { model, outcome: status, latencyMs, count: texts.length, promptTokens }
  log.info('embedding attempt', fields, { metrics })
}

function checked(reply: unknown, count: number, dimensions: number): readonly number[][] {
  const { data } = Reply.parse(reply)
  if (data.length === count && data.every((vector) => vector.length === dimensions)) return data
  throw new TypeError('the embedding model answered with the wrong number of vectors or dimensions')
}

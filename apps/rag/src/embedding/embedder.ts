import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { call, type Patience } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import type { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

import type { EmbeddingStamp } from '../corpus-protocol.ts'
import type { RagEnv } from '../env.ts'

const Reply = z.object({ data: z.array(z.array(z.number())) })

/** An upper bound of what embedding these texts takes. The provider reports no usage for embeddings, so it is also what is settled. */
export function embeddingTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
}

/** How one use of the model may wait. `attemptMs` lets a hanging attempt be followed by another within the patience. */
export interface EmbedPatience {
  readonly patience: Patience
  readonly attemptMs: number
  readonly deadline: number
}

/** By which model, for whom, and where it is told. */
export interface EmbedRun {
  readonly env: RagEnv
  readonly stamp: EmbeddingStamp
  readonly log: Log
  readonly requestId: string
}

/** The vectors of `texts`, in order. Throws when the model is away, or answers with anything but one vector of the right width for each. */
export function embed(
  tenantId: TenantId,
  run: EmbedRun,
  texts: readonly string[],
  { patience, attemptMs, deadline }: EmbedPatience,
): Promise<readonly number[][]> {
  return call(patience, deadline, () => attempt(tenantId, run, texts, attemptMs))
}

async function attempt(
  tenantId: TenantId,
  run: EmbedRun,
  texts: readonly string[],
  attemptMs: number,
): Promise<readonly number[][]> {
  const { model, dimensions } = run.stamp
  const startMs = Date.now()
  let status = 'error'
  try {
    const answer = run.env.AI.run(model, { text: texts }, gatewayOptions(tenantId, run))
    const vectors = checked(await within(attemptMs, answer), texts.length, dimensions)
    status = 'ok'
    return vectors
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) status = 'timeout'
    throw thrown
  } finally {
    report(tenantId, run, { model, status, texts, latencyMs: Date.now() - startMs })
  }
}

/** Tenants are told apart by metadata, since an account has only a few gateways; the retries are ours, so they do not multiply. */
function gatewayOptions(tenantId: TenantId, { env, requestId }: EmbedRun): AiOptions {
  if (env.AI_GATEWAY_ID === '') return {}
  const metadata = { tenantId, requestId }
  return { gateway: { id: env.AI_GATEWAY_ID, metadata, retries: { maxAttempts: 1 } } }
}

interface Attempted {
  readonly model: string
  readonly status: string
  readonly texts: readonly string[]
  readonly latencyMs: number
}

function report(
  tenantId: TenantId,
  { log, requestId }: EmbedRun,
  { model, status, texts, latencyMs }: Attempted,
): void {
  const labels = { tenantId, model_name: model }
  const promptTokens = status === 'ok' ? embeddingTokens(texts) : 0
  const metrics = [
    metric('ai_requests_total', 1, { ...labels, status }),
    metric('ai_latency_ms_histogram', latencyMs, labels),
    metric('ai_tokens_prompt_total', promptTokens, labels),
  ]
  const fields = { tenantId, requestId, model, outcome: status, latencyMs, count: texts.length, promptTokens }
  log.info('embedding attempt', fields, { metrics })
}

function checked(reply: unknown, count: number, dimensions: number): readonly number[][] {
  const { data } = Reply.parse(reply)
  if (data.length === count && data.every((vector) => vector.length === dimensions)) return data
  throw new TypeError('the embedding model answered with the wrong number of vectors or dimensions')
}

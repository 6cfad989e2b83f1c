import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { call, type Budget } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import type { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

import type { EmbeddingStamp } from './corpus-protocol.ts'
import type { RagEnv } from './env.ts'

const Reply = z.object({ data: z.array(z.array(z.number())) })

/** The deployment's model: an index has one width, so there is one for all tenants. */
export function embeddingStamp(env: RagEnv): EmbeddingStamp {
  return { model: env.EMBEDDING_MODEL, dimensions: Number(env.EMBEDDING_DIMENSIONS) }
}

/** An upper bound of what embedding these texts takes. The provider reports no usage for embeddings, so it is also what is settled. */
export function embeddingTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
}

/** How one use of the model may wait. `attemptMs` lets a hanging attempt be followed by another within the budget. */
export interface EmbedPatience {
  readonly budget: Budget
  readonly attemptMs: number
  readonly deadline: number
}

/** The vectors of `texts`, in order. Throws when the model is away, or answers with anything but one vector of the right width for each. */
export async function embed(
  tenantId: TenantId,
  { env, log, requestId }: { readonly env: RagEnv; readonly log: Log; readonly requestId: string },
  texts: readonly string[],
  patience: EmbedPatience,
): Promise<readonly number[][]> {
  const { model, dimensions } = embeddingStamp(env)
  const options =
    env.AI_GATEWAY_ID === ''
      ? {}
      : {
          gateway: {
            id: env.AI_GATEWAY_ID,
            metadata: { tenantId, requestId },
            retries: { maxAttempts: 1 as const },
          },
        }
  const attempt = async () => {
    const startMs = Date.now()
    let status = 'error'
    try {
      const reply = await within(patience.attemptMs, env.AI.run(model, { text: texts }, options))
      const vectors = checked(reply, texts.length, dimensions)
      status = 'ok'
      return vectors
    } catch (thrown) {
      if (thrown instanceof DeadlinePassed) status = 'timeout'
      throw thrown
    } finally {
      count(log, { tenantId, requestId, model, status }, Date.now() - startMs)
    }
  }
  return call(patience.budget, patience.deadline, attempt)
}

function count(
  log: Log,
  {
    tenantId,
    requestId,
    model,
    status,
  }: { tenantId: TenantId; requestId: string; model: string; status: string },
  latencyMs: number,
): void {
  const metrics = [
    metric('ai_requests_total', 1, { tenantId, model_name: model, status }),
    metric('ai_latency_ms_histogram', latencyMs, { tenantId, model_name: model }),
  ]
  log.info('embedding attempt', { tenantId, requestId, model, outcome: status, latencyMs }, { metrics })
}

function checked(reply: unknown, count: number, dimensions: number): readonly number[][] {
  const { data } = Reply.parse(reply)
  const isWhole = data.length === count && data.every((vector) => vector.length === dimensions)
  if (!isWhole)
    throw new TypeError('the embedding model answered with the wrong number of vectors or dimensions')
  return data
}

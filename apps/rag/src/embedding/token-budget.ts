import type { RequestContext } from '@bulkhead/contracts/context'
import type { EmbeddingUse, Reservation } from '@bulkhead/contracts/rate-limit'
import { reserve } from '@bulkhead/spending/reserve'

import type { Run } from '../run.ts'

/**
 * The reservation that an embedding is paid from: the request's own, or a new one. Fails closed: without a
 * reservation nothing is embedded. @throws BulkheadError the budget's refusal, or `admission_unavailable`
 */
export async function reserveTokens({ env, ctx }: Run, tokens: number, model?: string): Promise<Reservation> {
  const held = reservedFor(ctx, tokens)
  return (
    held ??
    reserve(env.RATE_LIMIT, ctx, {
      reservationId: crypto.randomUUID(),
      tokens,
      completionTokens: 0,
      models: [model ?? env.EMBEDDING_MODEL],
    })
  )
}

/** The request's own reservation, if it came with one. */
export function reservedFor(
  { reservationId, reservedTokens, leased }: RequestContext,
  otherwise = 0,
): Reservation | undefined {
  if (reservationId === undefined) return undefined
  const part = leased === undefined ? {} : { leased }
  return { reservationId, tokens: reservedTokens ?? otherwise, ...part }
}

/**
 * Records what was really used. The provider reports no usage for embeddings, so these are our own counts.
 */
export function settleTokens(run: Run, reservation: Reservation, used: EmbeddingUse): void {
  const settlement = {
    reservationId: reservation.reservationId,
    reservedTokens: reservation.tokens,
    ...(reservation.leased === undefined ? {} : { leased: reservation.leased }),
    requestId: run.ctx.requestId,
    keyId: run.ctx.keyId,
    model: used.model,
    promptTokens: used.tokens,
    completionTokens: 0,
    estimated: true,
  }
  run.settlements.settle(run.env.RATE_LIMIT, run.ctx.tenantId, settlement, run)
}

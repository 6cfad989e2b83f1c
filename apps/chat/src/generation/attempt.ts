import type { IdempotencyStore, KeptRequest, KeyedRequest } from '@bulkhead/worker/idempotency-store'

import type { Run } from '../run.ts'
import { Spending } from './spending.ts'

/**
 * What an earlier request with the same Idempotency-Key left behind. A repeat shares the reservation of the
 * attempt it finds, which is that attempt's to settle; if it arrived with a different one (same content in
 * other bytes, or another body), that one is released here.
 * @throws BulkheadError `idempotency_mismatch` when the key came with another body
 */
export function earlierRequest(
  run: Run,
  requests: IdempotencyStore,
  { keyed, model }: { readonly keyed: KeyedRequest; readonly model: string },
): KeptRequest | undefined {
  const kept = requests.find(keyed.key)
  if (kept !== undefined && kept.reservationId !== run.ctx.reservationId) new Spending(run).settle(model)
  return kept === undefined ? undefined : requests.match(keyed)
}

/**
 * The run of an attempt under an Idempotency-Key. The first one has the reservation that came with its
 * request. Every other gets one of its own, made with {@link Spending.reserve}: what came with it is settled
 * by now, or held nothing, since the key was used before.
 */
export function runOfAttempt(run: Run, attempt: number): Run {
  const { reservationId, reservedTokens = 0, estimatedTokens = 0, requestId } = run.ctx
  if (reservationId === undefined || estimatedTokens === 0) return run
  if (attempt === 1 && reservedTokens > 0) return run
  const own = { reservationId: `${reservationId}:${requestId}`, reservedTokens: estimatedTokens }
  return { ...run, ctx: { ...run.ctx, ...own }, isUnreserved: true }
}

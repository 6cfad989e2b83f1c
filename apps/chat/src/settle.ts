import type { Usage } from '@bulkhead/ai/model-answer'
import { Settlements } from '@bulkhead/settlements/settlements'

import type { Run } from './run.ts'

/** One per isolate: settlements that come close together are sent together. */
const settlements = new Settlements()

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0, estimated: false }

/** Settles the request's reservation with what the model used, after the response. Without a reservation there is nothing to settle. */
export function settle(run: Run, model: string, usage: Usage = NOTHING): void {
  const { reservationId, reservedTokens = 0, requestId, tenantId } = run.ctx
  if (reservationId === undefined) return
  const { promptTokens, completionTokens, estimated } = usage
  const settlement = {
    reservationId,
    reservedTokens,
    requestId,
    model,
    promptTokens,
    completionTokens,
    ...(estimated ? { estimated } : {}),
  }
  settlements.settle(run.env.RATE_LIMIT, tenantId, settlement, run)
}

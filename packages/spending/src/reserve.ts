import { call } from '@bulkhead/calls/call'
import type { RequestContext } from '@bulkhead/contracts/context'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService, Reservation } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { PATIENCE } from './limits.ts'

/**
 * Reserves tokens that admission did not know of, under an id of the caller's choice: the same id twice is
 * one reservation. Fails closed: what cannot be reserved is not spent. @throws BulkheadError the budget's
 * refusal, or `admission_unavailable`
 */
export async function reserve(
  service: Pick<RateLimitService, 'reserve'>,
  ctx: RequestContext,
  reservation: Reservation,
): Promise<Reservation> {
  try {
    return unwrap(await call(PATIENCE.reserve, ctx.deadline, () => service.reserve(ctx, reservation)))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code !== 'internal') throw error
    throw new BulkheadError('admission_unavailable', { cause: thrown })
  }
}

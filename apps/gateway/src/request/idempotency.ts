import { keyedReservationId } from '@bulkhead/contracts/admission/reservation-id'
import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { MAX_IDEMPOTENCY_KEY_CHARS } from '../limits.ts'

/** The client's Idempotency-Key. @throws BulkheadError `invalid_request` when it is empty or too long. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (key.length > 0 && key.length <= MAX_IDEMPOTENCY_KEY_CHARS) return key
  throw new BulkheadError('invalid_request', {
    param: 'Idempotency-Key',
    details: [{ path: 'Idempotency-Key', message: `must have 1 to ${MAX_IDEMPOTENCY_KEY_CHARS} characters` }],
  })
}

/**
 * Where results are kept, a repeat with the same key, path and body finds the first attempt's reservation and
 * reserves nothing. Where none are kept (`body` is undefined), every repeat runs and pays again.
 */
export async function reservationIdOf(
  ctx: RequestContext,
  path: string,
  body: string | undefined,
): Promise<string> {
  if (ctx.idempotencyKey === undefined || body === undefined) return ctx.requestId
  const parts = JSON.stringify([ctx.tenantId, path, ctx.idempotencyKey, body])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(parts))
  const hex = Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, '0'))
  return keyedReservationId(hex.join(''))
}

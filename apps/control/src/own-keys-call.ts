import { parseContext, type RequestContext } from '@bulkhead/contracts/context'
import type { OwnKeysCall } from '@bulkhead/contracts/record/own-keys'

import type { AdminCall } from './registry-protocol.ts'

/** A request of a tenant about its own keys, as the Registry performs it. */
export function ownKeysCallOf(ctx: RequestContext, call: OwnKeysCall): AdminCall {
  const { tenantId, keyId, requestId, traceparent, idempotencyKey } = parseContext(ctx)
  const { route, query = {}, body, ifMatch, clientIp, userAgent } = call
  return {
    route,
    params: { id: tenantId, ...(call.keyId === undefined ? {} : { keyId: call.keyId }) },
    query,
    body,
    text: JSON.stringify(body ?? null),
    signIn: { type: 'key', tenantId, keyId },
    conditions: { ifMatch },
    idempotencyKey,
    requestId,
    traceparent,
    ip: clientIp,
    userAgent,
    reason: undefined,
    origin: '',
  }
}

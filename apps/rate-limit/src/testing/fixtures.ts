import type { RequestContext } from '@bulkhead/contracts/context'
import type { Plan, Settlement } from '@bulkhead/contracts/rate-limit'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

/** Inputs for the tests of this folder; each test names what it cares about. */
export function planWith(changes: Partial<Plan> = {}): Plan {
  return { requestsPerMinute: 6_000, burst: 1_000, shards: 1, tokensPerDay: 10_000_000, ...changes }
}

export function contextOf(tenant: string, changes: Partial<RequestContext> = {}): RequestContext {
  return {
    requestId: `req_${crypto.randomUUID()}`,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tenantId: parseTenantId(tenant),
    keyId: 'abcdefghijkl',
    route: '/v1/chat/completions',
    deadline: Date.now() + 30_000,
    ...changes,
  }
}

export function settlementOf(reservationId: string, changes: Partial<Settlement> = {}): Settlement {
  return {
    reservationId,
    reservedTokens: 400,
    requestId: 'req_settling',
    model: 'small',
    promptTokens: 100,
    completionTokens: 50,
    ...changes,
  }
}

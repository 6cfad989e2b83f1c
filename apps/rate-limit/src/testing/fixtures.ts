import type { RequestContext } from '@bulkhead/contracts/context'
import type { Settlement } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord, TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Plan } from '../plan.ts'
import { countOf, type Count } from '../tokens/counted.ts'

/** Inputs for the tests of this folder; each test names what it cares about. */
export function planWith(changes: Partial<Plan> = {}): Plan {
  return {
    requestsPerMinute: 6_000,
    burst: 1_000,
    shards: 1,
    tokens: { perDay: 10_000_000 },
    spend: {},
    thresholds: [],
    ...changes,
  }
}

/** What a test says of a tenant's config. */
export interface Terms {
  readonly rateLimit?: Partial<TenantSettings['rateLimit']>
  readonly budget?: TenantSettings['budget']
  readonly thresholds?: readonly number[]
  readonly status?: TenantSettings['status']
}

export function settingsOf(tenant: string, terms: Terms = {}): TenantSettings {
  const { rateLimit, budget = { tokensPerDay: 10_000_000 }, thresholds = [], status = 'active' } = terms
  const parsed = parseTenantConfig({
    id: tenant,
    name: tenant,
    status,
    tier: 'standard',
    hostnames: [`${tenant}.example`],
    cors: { origins: [`https://${tenant}.example`] },
    chat: { model: 'small' },
    rateLimit: { requestsPerMinute: 6_000, burst: 1_000, ...rateLimit },
    budget,
    alerts: { thresholds },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

/** The digest of every key in these tests. */
export const DIGEST = 'd'.repeat(64)

export function keyWith(keyId: string, changes: Partial<KeyRecord> = {}): KeyRecord {
  return { keyId, sha256: DIGEST, scopes: ['chat'], status: 'active', ...changes }
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
    keyId: 'abcdefghijkl',
    model: 'small',
    promptTokens: 100,
    completionTokens: 50,
    ...changes,
  }
}

/** Settlements as a ledger takes them, with no known price. */
export function counted(settlements: readonly Settlement[]): Count[] {
  return settlements.map((settlement) => countOf(settlement, {}, { reservedNanoDollars: 0, nowMs: 0 }))
}

import type { RequestContext } from '@bulkhead/contracts/context'
import type { Plan } from '@bulkhead/contracts/rate-limit'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { admit, refuseRemembered } from './admit.ts'

const PLAN: Plan = { requestsPerMinute: 60, burst: 10, shards: 1, tokensPerDay: 1_000 }
const PER_KEY: Plan = { ...PLAN, perKey: { requestsPerMinute: 6, burst: 1 } }

/** An admission that refuses whoever asks for the next minute. */
function refusingExchange(): Exchange {
  const refusal = { ok: false, code: 'rate_limited', retryAfterMs: 60_000 }
  return {
    env: { RATE_LIMIT: { admit: async () => refusal } },
    log: new Log('test/admission', 'error'),
    responseHeaders: {},
  } as unknown as Exchange
}

const contextOf = (tenant: string, keyId = 'abcdefghijkl') =>
  ({ tenantId: parseTenantId(tenant), keyId, deadline: Date.now() + 5_000 }) as RequestContext

/** Whether a request is refused without being asked for. */
function isRemembered(tenant: string, plan: Plan, keyId?: string): boolean {
  try {
    refuseRemembered(refusingExchange(), contextOf(tenant, keyId), plan)
    return false
  } catch {
    return true
  }
}

test('a refusal is remembered for its tenant and for nobody else', async () => {
  const refused = admit(refusingExchange(), contextOf('flood'), { plan: PLAN, tokens: undefined })

  await expect(refused).rejects.toMatchObject({ code: 'rate_limited' })
  expect(['flood', 'flood-2', 'neighbour'].map((tenant) => isRemembered(tenant, PLAN))).toEqual([
    true,
    false,
    false,
  ])
})

test('where keys have limits of their own, the other keys of a tenant go on', async () => {
  const ctx = contextOf('keyed', 'busyaaaaaaaa')
  await expect(admit(refusingExchange(), ctx, { plan: PER_KEY, tokens: 1 })).rejects.toMatchObject({
    code: 'rate_limited',
  })

  expect(isRemembered('keyed', PER_KEY, 'busyaaaaaaaa')).toBe(true)
  expect(isRemembered('keyed', PER_KEY, 'calmaaaaaaaa')).toBe(false)
})

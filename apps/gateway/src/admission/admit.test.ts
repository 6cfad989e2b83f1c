import type { RequestContext } from '@bulkhead/contracts/context'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import type { Caller } from '../identity/caller.ts'
import type { Exchange } from '../request/exchange.ts'
import { admit, refuseRemembered } from './admit.ts'

/** An admission that refuses whoever asks for the next minute. */
function refusingExchange(): Exchange {
  const refusal = { ok: false, code: 'rate_limited', retryAfterMs: 60_000, origins: [] }
  return {
    env: { RATE_LIMIT: { admit: async () => refusal } },
    request: new Request('https://api.example/v1/search'),
    log: new Log('test/admission', { LOG_LEVEL: 'error' }),
    responseHeaders: {},
  } as unknown as Exchange
}

interface Sent {
  readonly tenant: string
  readonly sha256?: string
  readonly named?: Caller['credentials']['named']
}

const askOf = (
  { tenant, sha256 = 'a'.repeat(64), named = {} }: Sent,
  scopes: readonly 'search'[] = ['search'],
) => ({
  caller: {
    tenantId: parseTenantId(tenant),
    credentials: { keyId: 'abcdefghijkl', sha256, clientIp: '192.0.2.1', named },
  },
  scopes,
})
const contextOf = (tenant: string) =>
  ({ tenantId: parseTenantId(tenant), keyId: 'abcdefghijkl', deadline: Date.now() + 5_000 }) as RequestContext

/** Whether a request is refused without being asked for. */
function isRemembered(sent: Sent, scopes?: readonly 'search'[]): boolean {
  try {
    refuseRemembered(refusingExchange(), askOf(sent, scopes))
    return false
  } catch {
    return true
  }
}

test('a refusal is remembered for its key as it was used, and for nobody else', async () => {
  const refused = admit(refusingExchange(), contextOf('flood'), askOf({ tenant: 'flood' }))
  await expect(refused).rejects.toMatchObject({ code: 'rate_limited' })

  expect(isRemembered({ tenant: 'flood' })).toBe(true)
  const others: Sent[] = [
    { tenant: 'flood-2' },
    { tenant: 'flood', sha256: 'b'.repeat(64) },
    { tenant: 'flood', named: { tenantId: 'neighbour' } },
  ]
  expect(others.map((sent) => isRemembered(sent))).toEqual([false, false, false])
  expect(isRemembered({ tenant: 'flood' }, [])).toBe(false)
})

import type { Lease } from '@bulkhead/contracts/admission/lease'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Caller } from '../identity/caller.ts'
import type { Exchange } from '../request/exchange.ts'
import { tenantOf } from '../tenants/tenant.ts'
import { admitLeased } from './admit-leased.ts'
import { leases } from './leases.ts'

const parsed = parseTenantConfig({
  id: 'acme',
  name: 'acme',
  tier: 'standard',
  status: 'active',
  hostnames: ['acme.example'],
  cors: { origins: [] },
  chat: { model: 'small' },
  rateLimit: { requestsPerMinute: 6_000, burst: 1_000 },
  budget: { tokensPerDay: 1_000_000 },
})
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const tenant = tenantOf(parsed.config, 3)

// Limits refill with time.
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Every test has a key of its own, since leases are kept by key. */
function setUp(changes: Partial<Lease> = {}, digest = crypto.randomUUID()) {
  const calls: unknown[] = []
  const RATE_LIMIT = {
    lease: (...input: unknown[]) => (calls.push(input), Promise.resolve({ ok: true, value: {} })),
    settleMany: (...input: unknown[]) => (calls.push(input), Promise.resolve({ ok: true, value: null })),
  }
  const waits: Promise<unknown>[] = []
  const exchange = {
    env: { RATE_LIMIT },
    ctx: { waitUntil: (work: Promise<unknown>) => void waits.push(work) },
    log: { error: () => undefined, warn: () => undefined },
  } as unknown as Exchange
  const key = { keyId: 'abcdefghijkl', sha256: digest, scopes: ['chat' as const], status: 'active' as const }
  const limits = { requests: { limit: 6_000, burst: 1_000, remaining: 900, resetMs: 1_000 } }
  const size = { permits: 10, tokens: 1_000 }
  const lease: Lease = { id: 'lease_1', ...size, validMs: 750, epoch: 3, key, limits, ...changes }
  const credentials = { keyId: key.keyId, sha256: digest, clientIp: '192.0.2.1', named: {} }
  const caller: Caller = { tenantId: parseTenantId('acme'), credentials }
  leases.answered(exchange, caller, lease, Date.now())
  const ask = (asked: Partial<Caller['credentials']> = {}, ctx = {}, scopes = ['chat' as const]) =>
    admitLeased(
      exchange,
      { requestId: 'req_1', deadline: Date.now() + 1_000, ...ctx } as never,
      {
        caller: { ...caller, credentials: { ...credentials, ...asked } },
        scopes,
        bound: () => ({ promptTokens: 50, completionTokens: 50, models: ['small'] }),
      },
      tenant,
    )
  return { ask, calls, key, exchange, waits }
}

test('a lease serves what it holds, with the part that the settlement names and where the limits stand', () => {
  const { ask } = setUp()

  expect(ask()).toMatchObject({
    reservationId: 'req_1',
    reservedTokens: 100,
    leased: { lease: 'lease_1', part: 0 },
    limits: { requests: { remaining: 909 } },
  })
  expect(ask()).toMatchObject({ leased: { part: 1 }, limits: { requests: { remaining: 908 } } })
  expect(Array.from({ length: 20 }, () => ask()).filter(Boolean)).toHaveLength(8)
})

test.each([
  ['under a client’s Idempotency-Key', {}, {}, { idempotencyKey: 'k' }],
  ['with another epoch', { epoch: 2 }, {}, {}],
  ['whose time is over', { validMs: 0 }, {}, {}],
  ['that names another tenant', {}, { named: { tenantId: 'globex' } }, {}],
  ['that holds too few tokens', { tokens: 99 }, {}, {}],
])('a request %s is for the home object', (_, lease, credentials, ctx) => {
  const { ask } = setUp(lease)

  expect(ask(credentials, ctx)).toBeUndefined()
})

test.each([
  ['has expired', { expiresMs: 1 }],
  ['is too early', { notBeforeMs: Date.now() + 60_000 }],
  ['may not come from there', { allowedIps: ['198.51.100.0/24'] }],
  ['lacks the scope', { scopes: ['search' as const] }],
])('a key that %s is for the home object', (_, changes) => {
  const digest = crypto.randomUUID()
  const { key } = setUp({}, digest)
  const { ask } = setUp({ key: { ...key, ...changes } }, digest)

  expect(ask()).toBeUndefined()
})

test('another secret of the same key has no part in it', () => {
  const { ask } = setUp()

  expect(ask({ sha256: 'e'.repeat(64) })).toBeUndefined()
})

test('half of it gone, another is asked for in the background, once', () => {
  const { ask, calls } = setUp()
  for (let n = 0; n < 6; n += 1) ask()

  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject([{}, { id: expect.any(String), demand: { requests: 5, tokens: 500 } }])
})

test('who asks for the usage waits for leases no longer than for admission, which is tried on', async () => {
  const { exchange, waits } = setUp()
  const settleMany = () => new Promise(() => undefined)
  Object.assign(exchange.env.RATE_LIMIT, { settleMany })

  const ended = leases.endAll(exchange, parseTenantId('acme'))
  await vi.advanceTimersByTimeAsync(2_500)

  await expect(ended).resolves.toBeUndefined()
  expect(waits.length).toBeGreaterThan(1)
})

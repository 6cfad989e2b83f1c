import type { Lease } from '@bulkhead/contracts/admission/lease'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Ask } from '@bulkhead/contracts/rate-limit'
import { Log } from '@bulkhead/logging/log'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { admit, type Admitted } from './admit.ts'

const EPOCH = 3
const LIMITS = { requests: { limit: 6_000, burst: 1_000, remaining: 900, resetMs: 1_000 } }
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
const { config } = parsed

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** An isolate's busy caller, whose last lease was for ten requests; its home object answers when it is told to. */
async function setUp() {
  const sha256 = crypto.randomUUID()
  const key = { keyId: 'abcdefghijkl', sha256, scopes: ['chat' as const], status: 'active' as const }
  const asked: { readonly ask: Ask; readonly answer: (permits?: number) => void }[] = []
  const leaseOf = (permits: number): Lease => {
    const id = `lease_${asked.length}`
    return { id, permits, tokens: permits * 100, validMs: 600, epoch: EPOCH, key, limits: LIMITS }
  }
  const answerOf = (permits = 0) => ({
    ok: true,
    value: {
      reservationId: 'res',
      reservedTokens: 100,
      limits: LIMITS,
      epoch: EPOCH,
      key,
      config,
      ...(permits === 0 ? {} : { lease: leaseOf(permits) }),
    },
  })
  const renewals: ((permits: number) => void)[] = []
  const RATE_LIMIT = {
    admit: (_: unknown, ask: Ask) =>
      new Promise((resolve) => asked.push({ ask, answer: (permits) => resolve(answerOf(permits)) })),
    lease: () =>
      new Promise((resolve) => {
        renewals.push((permits) => resolve({ ok: true, value: { lease: leaseOf(permits) } }))
      }),
    settleMany: async () => ({ ok: true, value: null }),
  }
  const send = (ctx: Partial<RequestContext> = {}, promptTokens = 50): Promise<Admitted> =>
    admit(
      {
        env: { RATE_LIMIT },
        ctx: { waitUntil: () => undefined },
        log: new Log('test/admission', { LOG_LEVEL: 'error' }),
        request: new Request('https://api.example/v1/chat/completions'),
        responseHeaders: {},
      } as unknown as Exchange,
      { tenantId: config.id, keyId: key.keyId, deadline: Date.now() + 5_000, ...ctx } as RequestContext,
      {
        caller: {
          tenantId: parseTenantId('acme'),
          credentials: { keyId: key.keyId, sha256, clientIp: '192.0.2.1', named: {} },
        },
        scopes: ['chat'],
        bound: () => ({ promptTokens, completionTokens: 50, models: ['small'] }),
      },
    )
  // Its config is learned, then its first lease is given; a second later that is over.
  for (const permits of [0, 10]) {
    const admitted = send()
    await vi.advanceTimersByTimeAsync(0)
    asked.splice(0).at(0)?.answer(permits)
    await admitted
  }
  await vi.advanceTimersByTimeAsync(1_000)
  return { send, asked, renewals, soon: () => vi.advanceTimersByTimeAsync(0) }
}

/** Out of leases, and by the home object itself. */
async function served(requests: readonly Promise<Admitted>[]) {
  const all = await Promise.all(requests)
  const leased = all.filter(({ admission }) => admission?.leased !== undefined).length
  return { leased, asked: all.length - leased }
}

test('of requests that come at once, one asks for a lease and the others are served by it', async () => {
  const { send, asked, soon } = await setUp()
  const requests = Array.from({ length: 10 }, () => send())
  await soon()
  expect(asked.map(({ ask }) => ask.wantsLease)).toEqual([true])

  asked[0]?.answer(20)
  expect(await served(requests)).toEqual({ leased: 9, asked: 1 })
  expect(asked).toHaveLength(1)
})

test('those that it cannot serve wait for the next one, which the others ask for', async () => {
  const { send, asked, renewals, soon } = await setUp()
  const requests = Array.from({ length: 10 }, () => send())
  await soon()
  asked[0]?.answer(4)
  await soon()
  expect([asked.length, renewals.length]).toEqual([1, 1])

  renewals[0]?.(20)
  expect(await served(requests)).toEqual({ leased: 9, asked: 1 })
})

test('when none is given, every one asks by itself', async () => {
  const { send, asked, soon } = await setUp()
  const requests = Array.from({ length: 10 }, () => send())
  await soon()
  asked[0]?.answer()
  await soon()

  expect(asked).toHaveLength(10)
  for (const { answer } of asked) answer()
  expect(await served(requests)).toEqual({ leased: 0, asked: 10 })
})

test('when whoever asks is never answered, since its client has left, the others ask by themselves soon', async () => {
  const { send, asked, soon } = await setUp()
  const [, ...others] = Array.from({ length: 10 }, () => send())
  await vi.advanceTimersByTimeAsync(250)

  expect(asked).toHaveLength(10)
  for (const { answer } of asked.slice(1)) answer()
  expect(await served(others)).toEqual({ leased: 0, asked: 9 })
  await soon()
})

test.each([
  ['under an Idempotency-Key', { idempotencyKey: 'k' }, 0],
  ['more than the last lease has held', {}, 11],
])('requests %s do not wait', async (_, ctx, before) => {
  const { send, asked, soon } = await setUp()
  for (let n = 0; n < Math.max(1, before); n += 1) void send()
  await soon()
  expect(asked).toHaveLength(1)

  void send(ctx)
  await soon()
  expect(asked).toHaveLength(2)
})

test('nobody waits whose last lease is long ago', async () => {
  const { send, asked, soon } = await setUp()
  await vi.advanceTimersByTimeAsync(2_500)
  void Array.from({ length: 10 }, () => send())
  await soon()

  expect(asked).toHaveLength(10)
})

test('nobody waits who asks for more than a lease has held', async () => {
  const { send, asked, soon } = await setUp()
  void send()
  await soon()

  void send({}, 951)
  await soon()
  expect(asked).toHaveLength(2)
})

import type { Lease, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import { runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'

import { LEASE_MS, LEASE_OVER_MS } from './limits.ts'
import { contextOf, DIGEST, keyWith, settlementOf } from './testing/fixtures.ts'
import { admit, ask, enforce, type Asked } from './testing/registry.ts'

const service = exports.RateLimit
const PRICES = { small: [{ version: 1, effectiveFromMs: 0, prompt: 1_000_000, completion: 1_000_000 }] }

/** As a busy isolate asks: the lease of the last of so many requests. */
async function leaseOf(tenant: string, asked: Asked, requests = 20): Promise<Lease | undefined> {
  let lease: Lease | undefined
  for (let n = 0; n < requests; n += 1) {
    const reservationId = `res_${n}`
    const wantsLease = lease === undefined
    const outcome = await admit(contextOf(tenant, { reservationId }), { tokens: 400, wantsLease, ...asked })
    if (!outcome.ok) throw new Error(outcome.code)
    lease ??= outcome.value.lease
  }
  return lease
}

async function usageOf(tenant: string) {
  const outcome = await service.usage(contextOf(tenant))
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value
}

/** Memory is gone, storage stays. */
async function crash(tenant: string): Promise<void> {
  const object = env.RATE_LIMITERS.getByName(tenant)
  await runInDurableObject(object, (_, state) => state.storage.sync())
  await runInDurableObject(object, (_, state) => state.abort()).catch(() => undefined)
}

let batches = 0
function giveBack(tenant: string, returned: LeaseReturn, settled: string[] = []) {
  const name = { sender: 'gateway', sequence: (batches += 1) }
  const settlements = settled.map((id, part) => settlementOf(id, { leased: { lease: returned.lease, part } }))
  return service.settleMany(contextOf(tenant).tenantId, settlements, name, [returned])
}

const returnOf = (lease: Lease, used: number): LeaseReturn => ({
  lease: lease.id,
  keyId: lease.key.keyId,
  permits: lease.permits - used,
  used,
  tokens: lease.tokens - used * 400,
  nanoDollars: lease.nanoDollars === undefined ? 0 : lease.nanoDollars - used * 400_000,
})

test('a busy key gets a lease of no more than a hundredth of what is left, and proves itself by it alone', async () => {
  const lease = await leaseOf('busy', {
    prices: PRICES,
    terms: { budget: { tokensPerDay: 10_000_000, spendPerDay: '1000' } },
  })

  expect(lease).toMatchObject({
    validMs: LEASE_MS,
    key: { keyId: 'abcdefghijkl', sha256: DIGEST },
    prices: PRICES,
  })
  const { permits = 0, tokens = 0, nanoDollars = 0 } = lease ?? {}
  expect(permits).toBeGreaterThanOrEqual(4)
  expect(permits).toBeLessThanOrEqual(10)
  expect(tokens).toBe(permits * 400)
  expect(nanoDollars).toBe(permits * 400_000)
})

test.each<[string, Asked]>([
  ['that asks seldom', { key: {} }],
  ['with a slow limit', { terms: { rateLimit: { requestsPerMinute: 60, burst: 100 } } }],
  ['whose limit is spread over shards', { terms: { rateLimit: { shards: 4 } } }],
  [
    'with a limit for each key',
    { terms: { rateLimit: { perKey: { requestsPerMinute: 6_000, burst: 100 } } } },
  ],
  ['whose key has a limit of its own', { key: { limits: { requestsPerMinute: 6_000, burst: 100 } } }],
  ['with few tokens left', { terms: { budget: { tokensPerDay: 100_000 } } }],
  ['with little money left', { prices: PRICES, terms: { budget: { spendPerDay: '0.1' } } }],
  ['whose caller has not asked for one', { wantsLease: false }],
])('a tenant %s gets none', async (name, asked) => {
  const tenant = `none-${name.length}`

  expect(await leaseOf(tenant, asked, name === 'that asks seldom' ? 3 : 20)).toBeUndefined()
})

test('what a lease served is settled, what it did not serve goes back, and nothing twice', async () => {
  const lease = (await leaseOf('lease-exact', {}))!
  await service.settleMany(
    contextOf('lease-exact').tenantId,
    Array.from({ length: 20 }, (_, n) => settlementOf(`res_${n}`)),
    { sender: 'chat', sequence: 1 },
  )
  const returned = returnOf(lease, 3)
  await giveBack('lease-exact', returned, ['part_0', 'part_1'])

  const open = await usageOf('lease-exact')
  expect(open.limits.tokensPerDay).toMatchObject({ used: 22 * 150, reserved: 400 })
  expect(open.days[0]).toMatchObject({ requests: 23 })
  const ctx = contextOf('lease-exact', { reservationId: 'part_2' })
  const part = { reservationId: 'part_2', tokens: 400, leased: { lease: lease.id, part: 2 } }
  await Promise.all([service.release(ctx, part), service.release(ctx, part)])
  expect((await usageOf('lease-exact')).limits.tokensPerDay).toMatchObject({ used: 22 * 150, reserved: 0 })
})

test('a return that cannot be counted is logged with its tenant, and what the lease holds stays held', async () => {
  const lease = (await leaseOf('lease-odd', {}))!
  const before = (await usageOf('lease-odd')).limits.tokensPerDay!
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)

  await giveBack('lease-odd', { ...returnOf(lease, 0), tokens: Number.NaN })
  const said = lines.mock.calls.map(([line]) => JSON.parse(String(line)))
  lines.mockRestore()

  expect(said).toContainEqual(
    expect.objectContaining({
      level: 'error',
      message: 'returned lease is not countable',
      tenantId: 'lease-odd',
      leaseId: lease.id,
    }),
  )
  expect((await usageOf('lease-odd')).limits.tokensPerDay!.reserved).toBe(before.reserved)
})

test('each asking has a lease of its own, also within one request; a repeated one has the same', async () => {
  const lease = (await leaseOf('lease-asked', {}))!
  const ctx = contextOf('lease-asked', { requestId: lease.id.slice('lease_'.length) })
  const demand = { requests: 20, tokens: 8_000, nanoDollars: 0, overMs: 500 }
  const credentials = { keyId: ctx.keyId, sha256: DIGEST, clientIp: '192.0.2.1', named: {} }
  const asked = []
  for (const id of ['a', 'b', 'b']) asked.push(await service.lease(ctx, { id, credentials, demand }))

  const ids = asked.map((outcome) => (outcome.ok ? outcome.value.lease?.id : outcome.code))
  expect(ids).toEqual(['lease_a', 'lease_b', 'lease_b'])
})

test('what a crash forgets of a lease stays held, and comes back with its settlements', async () => {
  const lease = (await leaseOf('crashed', {}))!
  await crash('crashed')
  const before = (await usageOf('crashed')).limits.tokensPerDay!

  await giveBack('crashed', returnOf(lease, 2), ['part_0', 'part_1'])
  const after = (await usageOf('crashed')).limits.tokensPerDay!

  expect(before.reserved).toBeGreaterThanOrEqual(20 * 400 + lease.tokens)
  expect(before.reserved - after.reserved).toBe(lease.tokens)
  expect(after.used).toBe(300)
})

test('a revocation is acknowledged once the leases given before it are over; nobody else waits', async () => {
  const ctx = contextOf('revoked-lease')
  const lease = await leaseOf('revoked-lease', {})
  const startMs = Date.now()
  const epoch = (lease?.epoch ?? 0) + 1
  const keys = [keyWith(ctx.keyId, { status: 'revoked' }), keyWith('another00000')]
  const put = service.put(ctx.tenantId, { from: epoch - 1, epoch, full: false, keys })
  const other = await ask(contextOf('revoked-lease', { keyId: 'another00000' }))
  const askedMs = Date.now() - startMs
  const renewed = await service.lease(ctx, {
    credentials: { keyId: ctx.keyId, sha256: DIGEST, clientIp: '192.0.2.1', named: {} },
    demand: { requests: 10, tokens: 4_000, nanoDollars: 0, overMs: 10 },
  })
  const acknowledged = await put

  expect(other).toMatchObject({ ok: true })
  expect(renewed).toMatchObject({ ok: false, code: 'api_key_invalid' })
  expect(askedMs).toBeLessThan(LEASE_OVER_MS / 2)
  expect(acknowledged).toMatchObject({ value: { epoch } })
  expect(Date.now() - startMs).toBeGreaterThanOrEqual(LEASE_MS)
  expect(Date.now() - startMs).toBeLessThan(LEASE_OVER_MS + 500)
})

test('a change is acknowledged at once when the lease came back, or when there is none', async () => {
  const ctx = contextOf('returned-lease')
  const lease = (await leaseOf('returned-lease', {}))!
  await giveBack('returned-lease', returnOf(lease, 0))
  const startMs = Date.now()
  const epoch = await enforce(ctx, { key: { scopes: ['search'] } })

  expect(epoch).toBe(lease.epoch + 1)
  expect(Date.now() - startMs).toBeLessThan(LEASE_MS / 2)
})

test('after a crash a change waits for leases that nobody remembers', async () => {
  const ctx = contextOf('forgotten-lease')
  const lease = (await leaseOf('forgotten-lease', {}))!
  await crash('forgotten-lease')
  const startMs = Date.now()
  await enforce(ctx, { key: { scopes: ['search'] } })

  expect(lease.permits).toBeGreaterThan(0)
  expect(Date.now() - startMs).toBeGreaterThan(LEASE_MS / 2)
  expect(Date.now() - startMs).toBeLessThan(LEASE_OVER_MS + 500)
})

// What a released version has stored is read by this one; and this one, after a roll-back, reads what a newer
// one has left.
import migrations from '@bulkhead/contracts/releases/0.1.0/migrations.json'
import stored from '@bulkhead/contracts/releases/0.1.0/rows/RateLimiter.json'
import { migrateBeyond, restore } from '@bulkhead/worker/testing/restore'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import { MIGRATIONS } from './migrations.ts'
import { contextOf, settlementOf } from './testing/fixtures.ts'
import { admit, enforce, forgetPushed } from './testing/registry.ts'

const service = exports.RateLimit
const home = () => env.RATE_LIMITERS.getByName('acme')
const released = { ...stored, migrations: migrations.RateLimiter }
const terms = { budget: { tokensPerDay: 10_000_000, tokensPerMonth: 100_000_000 } }

afterEach(() => vi.useRealTimers())

async function restored(): Promise<void> {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 20, 45), toFake: ['Date'] })
  // An object that has something to write would write it into the tables of the older version.
  await runInDurableObject(home(), () => undefined)
  await evictDurableObject(home())
  await runInDurableObject(home(), (_, state) => restore(state.storage, released))
  await evictDurableObject(home())
  forgetPushed()
}

async function usage() {
  await enforce(contextOf('acme'), { terms })
  const outcome = await service.usage(contextOf('acme'))
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value
}

test('usage, open and ended reservations and meters of 0.1.0', async () => {
  await restored()

  const { days, limits } = await usage()
  expect(days.map(({ date, requests, totalTokens }) => ({ date, requests, totalTokens }))).toMatchObject([
    { date: '2026-11-24', totalTokens: 56 + 351 + 148 + 300 },
    { date: '2026-11-23', requests: 4, totalTokens: 44 },
  ])
  expect(limits.tokensPerDay!.used).toBeGreaterThanOrEqual(555 + 300)
  expect(limits.tokensPerDay!.reserved).toBeGreaterThanOrEqual(400)
  expect(await service.reserve(contextOf('acme'), { reservationId: 'req_new', tokens: 10 })).toMatchObject({
    ok: true,
  })
})

test('a settlement finds the reservation that an older version has made, open or expired', async () => {
  await restored()
  const before = (await usage()).limits.tokensPerDay!

  const settled = ['req_open', 'req_lost'].map((id) =>
    settlementOf(id, {
      reservedTokens: id === 'req_open' ? 400 : 300,
      promptTokens: 20,
      completionTokens: 5,
    }),
  )
  await service.settleMany(contextOf('acme').tenantId, settled)
  await service.settleMany(contextOf('acme').tenantId, settled)

  const after = (await usage()).limits.tokensPerDay!
  expect(before.reserved - after.reserved).toBe(400)
  expect(after.used - before.used).toBe(2 * 25 - 300)
})

test('tables that a newer version has migrated are read nevertheless, and it is logged', async () => {
  await restored()
  const before = await usage()
  await runInDurableObject(home(), (_, { storage }) =>
    migrateBeyond(
      storage,
      "ALTER TABLE reservation ADD COLUMN model TEXT NOT NULL DEFAULT ''; CREATE TABLE more (x INTEGER) STRICT",
    ),
  )
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line))
  await evictDurableObject(home())

  const { limits } = await usage()
  vi.restoreAllMocks()

  expect(limits.tokensPerDay!.reserved).toBe(before.limits.tokensPerDay!.reserved)
  expect(await admit(contextOf('acme', { reservationId: 'req_next' }), { terms, tokens: 5 })).toMatchObject({
    ok: true,
  })
  const said = lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ message }) => message === 'schema is newer')
  expect(said).toMatchObject([
    {
      level: 'warn',
      source: 'rate-limit/rate-limiter',
      schemaVersion: MIGRATIONS.length + 7,
      knownSchemaVersion: MIGRATIONS.length,
    },
  ])
})

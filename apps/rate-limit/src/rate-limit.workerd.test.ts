import type { Outcome } from '@bulkhead/contracts/outcome'
import type { Admission, Settlement } from '@bulkhead/contracts/rate-limit'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import { OPEN_QUIET_MS, RESERVATION_TTL_MS, USES_TAIL_MS } from './limits.ts'
import { contextOf, settlementOf, type Terms } from './testing/fixtures.ts'
import { admit, enforce } from './testing/registry.ts'

const service = exports.RateLimit
const objectOf = (name: string) => env.RATE_LIMITERS.getByName(name)

async function admitMany(
  tenant: string,
  count: number,
  terms: Terms,
  tokens = 0,
): Promise<Outcome<Admission>[]> {
  const asked = Array.from({ length: count }, () => admit(contextOf(tenant), { terms, tokens }))
  return Promise.all(asked)
}
const accepted = (outcomes: Outcome<Admission>[]) => outcomes.filter((outcome) => outcome.ok).length

async function usedToday(tenant: string, terms: Terms) {
  const ctx = contextOf(tenant)
  await enforce(ctx, { terms })
  const outcome = await service.usage(ctx)
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value
}

/** Terms in short: request limits beside budgets. */
function termsOf({ tokensPerDay = 10_000_000, tokensPerMonth, ...rateLimit }: ShortTerms): Terms {
  return {
    rateLimit,
    budget: { tokensPerDay, ...(tokensPerMonth === undefined ? {} : { tokensPerMonth }) },
  }
}

type ShortTerms = NonNullable<Terms['rateLimit']> & { tokensPerDay?: number; tokensPerMonth?: number }

function at(ms: number): void {
  vi.useFakeTimers({ now: ms, toFake: ['Date'] })
}
afterEach(() => vi.useRealTimers())
/** Ahead of the real clock, by which alarms are fired. */
const NOON = Date.UTC(2100, 10, 24, 12)

test('admits exactly the burst of 200 concurrent requests, and says when to return', async () => {
  const outcomes = await admitMany('burst', 200, termsOf({ requestsPerMinute: 60, burst: 10 }))

  expect(accepted(outcomes)).toBe(10)
  const refused = outcomes.find((outcome) => !outcome.ok)
  expect(refused).toMatchObject({ code: 'rate_limited', limits: { requests: { limit: 60, remaining: 0 } } })
  expect(refused).toHaveProperty(
    'retryAfterMs',
    expect.toSatisfy((ms: number) => ms > 0 && ms <= 1_000),
  )
})

test('reserves exactly five times 400 of 2,000 tokens under 100 concurrent requests', async () => {
  const outcomes = await admitMany('tight', 100, termsOf({ tokensPerDay: 2_000 }), 400)

  expect(accepted(outcomes)).toBe(5)
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
    code: 'budget_in_flight',
    retryAfterMs: 1_000,
  })
  expect((await usedToday('tight', termsOf({ tokensPerDay: 2_000 }))).limits.tokensPerDay).toMatchObject({
    used: 0,
    reserved: 2_000,
    remaining: 0,
  })
})

test('a refusal for tokens consumes no request, a refusal for requests no tokens', async () => {
  const terms = termsOf({ requestsPerMinute: 60, burst: 10, tokensPerDay: 1_000 })
  await admitMany('both', 1, terms, 1_000)

  await admitMany('both', 50, terms, 1)
  expect(accepted(await admitMany('both', 50, terms))).toBe(9)
  await service.settleMany(contextOf('both').tenantId, [])
  await admitMany('both', 50, terms, 1)
  expect((await usedToday('both', terms)).limits.tokensPerDay).toMatchObject({ reserved: 1_000 })
})

test('limits each key alone, within the limit of the tenant', async () => {
  const terms = termsOf({ requestsPerMinute: 60, burst: 10, perKey: { requestsPerMinute: 60, burst: 4 } })
  const burstOf = async (keyId: string) => {
    const asked = Array.from({ length: 20 }, () => admit(contextOf('keys', { keyId }), { terms, tokens: 0 }))
    return accepted(await Promise.all(asked))
  }

  expect([await burstOf('key-one'), await burstOf('key-two'), await burstOf('key-three')]).toEqual([4, 4, 2])
})

test('a repeated reservation costs a request and no tokens, open or settled', async () => {
  const terms = termsOf({ tokensPerDay: 1_000 })
  const ctx = contextOf('repeat', { reservationId: 'idem_1' })
  await admit(ctx, { terms, tokens: 600 })

  expect(await admit(ctx, { terms, tokens: 600 })).toMatchObject({
    ok: true,
    value: { reservedTokens: 600 },
  })
  await service.settleMany(ctx.tenantId, [settlementOf('idem_1', { reservedTokens: 600 })])
  await service.settleMany(ctx.tenantId, [settlementOf('idem_1', { reservedTokens: 600 })])
  expect(await admit(ctx, { terms, tokens: 600 })).toMatchObject({
    ok: true,
    value: { reservedTokens: 0 },
  })

  const usage = await usedToday('repeat', terms)
  expect(usage.limits.tokensPerDay).toMatchObject({ used: 150, reserved: 0, remaining: 850 })
  expect(usage.days[0]).toMatchObject({ requests: 3, totalTokens: 150 })
})

test('usage reports what was settled, by day and model', async () => {
  at(NOON)
  const terms = termsOf({ tokensPerMonth: 20_000_000 })
  const { tenantId } = contextOf('usage')
  await admit(contextOf('usage', { reservationId: 'res_1' }), { terms, tokens: 400 })
  await admit(contextOf('usage', { reservationId: 'res_2' }), { terms, tokens: 400 })
  await service.settleMany(tenantId, [
    settlementOf('res_1'),
    settlementOf('res_2', { model: 'embedder', promptTokens: 9, completionTokens: 0, estimated: true }),
  ])

  const usage = await usedToday('usage', terms)

  const none = { cachedPromptTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0, cost: null }
  const counted = { estimatedTokens: 9, ...none }
  const embedder = { requests: 1, promptTokens: 9, completionTokens: 0, totalTokens: 9, ...counted }
  const reported = { estimatedTokens: 0, ...none }
  const small = { requests: 1, promptTokens: 100, completionTokens: 50, totalTokens: 150, ...reported }
  const both = { requests: 2, promptTokens: 109, completionTokens: 50, totalTokens: 159, ...counted }
  expect(usage.days).toEqual([
    {
      date: '2100-11-24',
      ...both,
      models: [
        { model: 'embedder', ...embedder },
        { model: 'small', ...small },
      ],
      keys: [{ keyId: 'abcdefghijkl', ...both }],
    },
  ])
  expect(usage.limits.tokensPerDay).toEqual({
    limit: 10_000_000,
    used: 159,
    reserved: 0,
    remaining: 9_999_841,
    resetsAt: '2100-11-25T00:00:00.000Z',
  })
  expect(usage.limits.tokensPerMonth).toMatchObject({ used: 159, resetsAt: '2100-12-01T00:00:00.000Z' })
})

test('a spent budget is 402 with what was used and when it resets', async () => {
  at(NOON)
  const terms = termsOf({ tokensPerDay: 500 })
  await admit(contextOf('spent', { reservationId: 'res_1' }), { terms, tokens: 500 })
  await service.settleMany(contextOf('spent').tenantId, [settlementOf('res_1', { promptTokens: 450 })])

  expect(await admit(contextOf('spent'), { terms, tokens: 1 })).toMatchObject({
    ok: false,
    code: 'budget_exceeded',
    details: { limit: 500, used: 500, resetsAt: '2100-11-25T00:00:00.000Z' },
    limits: { tokens: { limit: 500, remaining: 0, resetMs: 12 * 3_600_000 } },
  })
})

test('an expired reservation counts as spent until its settlement comes', async () => {
  at(NOON)
  const terms = termsOf({ tokensPerDay: 1_000 })
  await admit(contextOf('expiry', { reservationId: 'res_1' }), { terms, tokens: 600 })

  at(NOON + RESERVATION_TTL_MS)
  expect(await runDurableObjectAlarm(objectOf('expiry'))).toBe(true)
  const expired = await usedToday('expiry', terms)
  await service.settleMany(contextOf('expiry').tenantId, [settlementOf('res_1', { reservedTokens: 600 })])
  const corrected = await usedToday('expiry', terms)

  expect(expired.limits.tokensPerDay).toMatchObject({ used: 600, reserved: 0 })
  expect(expired.days[0]?.models).toMatchObject([
    { model: 'unsettled', requests: 0, promptTokens: 0, completionTokens: 0, totalTokens: 600, cost: null },
  ])
  expect(corrected.limits.tokensPerDay).toMatchObject({ used: 150, reserved: 0 })
})

test('the alarm is set to the first expiry, also when it was set later before, and sooner to report uses', async () => {
  at(NOON)
  const alarmMs = () => runInDurableObject(objectOf('alarm'), (_, { storage }) => storage.getAlarm())
  await service.settleMany(contextOf('alarm').tenantId, [settlementOf('res_0')])
  await admit(contextOf('alarm'), { terms: termsOf({}), tokens: 400 })
  expect(await alarmMs()).toBe(NOON + RESERVATION_TTL_MS)

  await admit(contextOf('alarm'), { terms: termsOf({}), tokens: 0 })
  expect(await alarmMs()).toBe(NOON + USES_TAIL_MS)
  at(NOON + USES_TAIL_MS)
  expect(await runDurableObjectAlarm(objectOf('alarm'))).toBe(true)
  expect(await alarmMs()).toBe(NOON + RESERVATION_TTL_MS)
})

test('an evicted object knows the request limit exactly', async () => {
  at(NOON)
  const slow = termsOf({ requestsPerMinute: 60, burst: 10 })
  expect(accepted(await admitMany('evicted', 20, slow))).toBe(10)
  await evictDurableObject(objectOf('evicted'))

  at(NOON + 500)
  expect(accepted(await admitMany('evicted', 5, slow))).toBe(0)
  at(NOON + 1_000)
  expect(accepted(await admitMany('evicted', 5, slow))).toBe(1)
})

test('a fast object that crashed admits never more, and at most a block less', async () => {
  at(NOON)
  const terms = termsOf({ burst: 200 })
  expect(accepted(await admitMany('fast', 250, terms))).toBe(200)
  await crash('fast')

  at(NOON + 500)
  const admitted = accepted(await admitMany('fast', 80, terms))
  expect(admitted).toBeLessThanOrEqual(50)
  expect(admitted).toBeGreaterThanOrEqual(40)
})

test('after a quiet moment an eviction forgets nothing', async () => {
  const terms = termsOf({})
  const ids = ['res_1', 'res_2', 'res_3']
  for (const reservationId of ids) await admit(contextOf('quiet', { reservationId }), { terms, tokens: 400 })
  await vi.waitFor(
    async () => {
      const page = await pageOf('quiet')
      for (const id of ids) expect(page).toContain(id)
    },
    { timeout: OPEN_QUIET_MS + 2_000 },
  )
  await evictDurableObject(objectOf('quiet'))

  const { limits } = await usedToday('quiet', terms)

  expect(limits.tokensPerDay).toMatchObject({ used: 0, reserved: 1_200 })
  expect(await admit(contextOf('quiet', { reservationId: 'res_1' }), { terms, tokens: 400 })).toMatchObject({
    value: { reservedTokens: 400 },
  })
})

test('one request alone is stored to the token at once, as one row', async () => {
  const terms = termsOf({})
  const ctx = contextOf('alone', { reservationId: 'res_1' })
  await admit(ctx, { terms, tokens: 400 })
  await crash('alone')
  const running = await usedToday('alone', terms)
  await service.settleMany(ctx.tenantId, [settlementOf('res_1', { promptTokens: 10, completionTokens: 8 })])
  await crash('alone')

  const settled = await usedToday('alone', terms)
  expect(running.limits.tokensPerDay).toMatchObject({ used: 0, reserved: 400 })
  expect(settled.limits.tokensPerDay).toMatchObject({ used: 18, reserved: 0 })
  const tables = await runInDurableObject(objectOf('alone'), (_, { storage }) =>
    ['meter', 'day', 'reservation', 'closed', 'key_usage'].map((table) =>
      storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
    ),
  )
  expect(tables.flat()).toEqual([])
})

test('however often a quiet object is evicted, used is the truth and nothing stays reserved', async () => {
  const terms = termsOf({ tokensPerMonth: 100_000_000 })
  const { tenantId } = contextOf('seldom')
  const rounds = 5
  for (let round = 0; round < rounds; round += 1) {
    const reservationId = `res_${round}`
    await admit(contextOf('seldom', { reservationId }), { terms, tokens: 400 })
    await service.settleMany(tenantId, [
      settlementOf(reservationId, { promptTokens: 10, completionTokens: 8 }),
    ])
    await evictDurableObject(objectOf('seldom'))
  }

  const { limits } = await usedToday('seldom', terms)

  expect(limits.tokensPerDay).toMatchObject({ used: 18 * rounds, reserved: 0 })
  expect(limits.tokensPerMonth).toMatchObject({ used: 18 * rounds, reserved: 0 })
})

test('what a crash forgot stays held, and its settlements take it back', async () => {
  const terms = termsOf({})
  const ids = Array.from({ length: 20 }, (_, i) => `res_${i}`)
  for (const reservationId of ids) await admit(contextOf('crash', { reservationId }), { terms, tokens: 400 })
  await crash('crash')

  const before = await usedToday('crash', terms)
  const { used, reserved } = before.limits.tokensPerDay!
  expect(used + reserved).toBeGreaterThanOrEqual(8_000)
  expect(used + reserved).toBeLessThanOrEqual(8_000 + 100_000)
  await service.settleMany(
    contextOf('crash').tenantId,
    ids.map((id) => settlementOf(id)),
  )
  const after = await usedToday('crash', terms)

  expect(after.days[0]).toMatchObject({ promptTokens: 2_000, completionTokens: 1_000 })
  expect(after.limits.tokensPerDay!.used + after.limits.tokensPerDay!.reserved).toBe(
    used + reserved - 8_000 + 3_000,
  )
})

test('a settlement whose reply was lost is settled once', async () => {
  const terms = termsOf({ tokensPerDay: 2_000 })
  const { tenantId } = contextOf('ambiguous')
  await admit(contextOf('ambiguous', { reservationId: 'res_1' }), { terms, tokens: 400 })
  const batch: Settlement[] = [settlementOf('res_1')]
  await service.settleMany(tenantId, batch)
  await crash('ambiguous')

  expect(await service.settleMany(tenantId, batch)).toEqual({ ok: true, value: null })
  expect((await usedToday('ambiguous', terms)).limits.tokensPerDay).toMatchObject({ used: 150, reserved: 0 })
})

test('a named batch whose reply was lost is applied once and leaves no row per request', async () => {
  const terms = termsOf({})
  const { tenantId } = contextOf('named')
  const ids = ['res_1', 'res_2', 'res_3']
  for (const reservationId of ids) await admit(contextOf('named', { reservationId }), { terms, tokens: 400 })
  const batch = ids.map((id) => settlementOf(id))
  const name = { sender: 'isolate', sequence: 1 }
  await service.settleMany(tenantId, batch, name)
  await crash('named')

  expect(await service.settleMany(tenantId, batch, name)).toEqual({ ok: true, value: null })
  await service.settleMany(tenantId, [settlementOf('res_4', { recovered: true })], { ...name, sequence: 2 })
  expect((await usedToday('named', terms)).limits.tokensPerDay).toMatchObject({ used: 450, reserved: 0 })
  const page = await pageOf('named')
  for (const id of ids) expect(page).not.toContain(id)
})

test('released tokens are free at once, and once', async () => {
  const terms = termsOf({ tokensPerDay: 1_000 })
  const ctx = contextOf('release', { reservationId: 'idem_1' })
  await admit(ctx, { terms, tokens: 600 })
  await service.release(ctx, { reservationId: 'idem_1', tokens: 600 })
  await service.release(ctx, { reservationId: 'idem_1', tokens: 600 })

  expect((await usedToday('release', terms)).limits.tokensPerDay).toMatchObject({
    reserved: 0,
    remaining: 1_000,
  })
  expect(await admit(ctx, { terms, tokens: 1_000 })).toMatchObject({
    value: { reservedTokens: 1_000 },
  })
})

test('reserves without a gateway under the last plan, and not without one', async () => {
  const ctx = contextOf('reserve')
  const reservation = { reservationId: 'res_1', tokens: 400 }
  expect(await service.reserve(ctx, reservation)).toMatchObject({ ok: false, code: 'admission_unavailable' })
  await admit(ctx, { terms: termsOf({ tokensPerDay: 500 }), tokens: 0 })
  await crash('reserve')

  expect(await service.reserve(ctx, reservation)).toEqual({ ok: true, value: reservation })
  expect(await service.reserve(ctx, reservation)).toEqual({ ok: true, value: reservation })
  expect(await service.reserve(ctx, { reservationId: 'res_2', tokens: 400 })).toMatchObject({
    code: 'budget_in_flight',
  })
})

test('erasing forgets who used what and does not refill the budget', async () => {
  const terms = termsOf({ tokensPerDay: 1_000 })
  const ctx = contextOf('erase', { reservationId: 'res_1' })
  await admit(ctx, { terms, tokens: 400 })
  await service.settleMany(ctx.tenantId, [settlementOf('res_1')])
  await admit(contextOf('erase', { reservationId: 'res_2' }), { terms, tokens: 400 })

  const first = await service.erase(ctx)
  expect(first).toEqual({ ok: true, value: { rows: 3 } })
  expect(await service.erase(ctx)).toEqual({ ok: true, value: { rows: 0 } })
  await crash('erase')
  const usage = await usedToday('erase', terms)

  expect(usage.days).toEqual([])
  expect(usage.limits.tokensPerDay).toMatchObject({ used: 150, reserved: 400, remaining: 450 })
})

test('a sharded limit admits exactly the whole and gives tokens back when both shards refuse', async () => {
  at(NOON)
  const terms = termsOf({ requestsPerMinute: 240, burst: 40, shards: 4, tokensPerDay: 100_000 })
  const outcomes = await admitMany('shards', 200, terms, 10)

  expect(accepted(outcomes)).toBe(40)
  const { limits, days } = await usedToday('shards', terms)
  expect(limits.tokensPerDay).toMatchObject({ reserved: 400 })
  expect(limits.requests).toMatchObject({ limit: 240, remaining: 0 })
  expect(days[0]).toMatchObject({ requests: 40 })
})

test('a request that the shards refuse is given back to its key', async () => {
  at(NOON)
  const perKey = { requestsPerMinute: 60, burst: 45 }
  const terms = termsOf({ requestsPerMinute: 60, burst: 20, shards: 2, perKey })
  expect(accepted(await admitMany('refund', 60, terms))).toBe(20)

  const next = await admit(contextOf('refund'), { terms: termsOf({ perKey }), tokens: 0 })
  expect(next).toMatchObject({ value: { limits: { requests: { burst: 45, remaining: 24 } } } })
  expect((await usedToday('refund', terms)).days[0]).toMatchObject({ requests: 21 })
})

test('numbers that cannot be counted with change nothing', async () => {
  const terms = termsOf({})
  await admit(contextOf('numbers', { reservationId: 'res_1' }), { terms, tokens: 400 })
  await service.settleMany(contextOf('numbers').tenantId, [
    settlementOf('res_1', { promptTokens: Number.NaN }),
  ])

  expect((await usedToday('numbers', terms)).limits.tokensPerDay).toMatchObject({ used: 0, reserved: 400 })
})

/** What the row says that stands for what was written lately. */
function pageOf(name: string): Promise<unknown> {
  return runInDurableObject(
    objectOf(name),
    (_, { storage }) => storage.sql.exec('SELECT body FROM page').toArray()[0]?.['body'],
  )
}

/** Memory is gone, storage stays: what a deploy or a crash does. */
async function crash(name: string): Promise<void> {
  await runInDurableObject(objectOf(name), (_, state) => state.storage.sync())
  await runInDurableObject(objectOf(name), (_, state) => state.abort()).catch(() => undefined)
}

test('all of a list are loaded, shards included, at no cost; a context of nobody keeps none of the others from it', async () => {
  const spread = termsOf({ burst: 40, shards: 2 })
  const asks = [
    { ctx: contextOf('first'), plan: termsOf({}) },
    { ctx: { ...contextOf('first'), tenantId: 'NOT A TENANT' as TenantId }, plan: termsOf({}) },
    { ctx: contextOf('spread'), plan: spread },
  ]

  const warmed = await service.warmAll(asks)

  expect(warmed).toMatchObject({ notWarm: [{ tenantId: 'NOT A TENANT', code: 'internal' }], left: 0 })
  const { limits } = await usedToday('spread', spread)
  expect(limits.tokensPerDay).toMatchObject({ used: 0, reserved: 0 })
  expect(limits.requests).toMatchObject({ remaining: 40 })
})

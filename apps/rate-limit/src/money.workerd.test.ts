import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { contextOf, settlementOf } from './testing/fixtures.ts'
import { admit } from './testing/registry.ts'

const service = exports.RateLimit
/** One dollar for a million tokens, answers and prompts alike. */
const PRICES: Prices = {
  small: [
    { version: 1, effectiveFromMs: 0, prompt: 1_000_000, cachedPrompt: 500_000, completion: 1_000_000 },
  ],
}
const seen = () =>
  (env.CONTROL as unknown as { seen(): Promise<{ events: Record<string, unknown>[] }> }).seen()

async function usageOf(tenant: string) {
  const outcome = await service.usage(contextOf(tenant))
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value
}

test.each([
  ['the tenant', 'money', { terms: { budget: { spendPerDay: '0.007' } } }],
  ['a key', 'key-money', { key: { limits: { spendPerDay: '0.007' } } }],
])('of 100 at once, a budget in money of %s for seven admits seven', async (_, tenant, asked) => {
  const tried = Array.from({ length: 100 }, () =>
    admit(contextOf(tenant), { ...asked, prices: PRICES, tokens: 1_000 }),
  )
  const outcomes = await Promise.all(tried)

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(7)
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'budget_in_flight' })
})

test('spent money is 402 in dollars, and the usage says what it cost', async () => {
  const terms = { budget: { spendPerDay: '0.001', spendPerMonth: '5' } }
  const ctx = contextOf('spender', { reservationId: 'res_1' })
  await admit(ctx, { terms, prices: PRICES, tokens: 1_000 })
  await service.settleMany(ctx.tenantId, [
    settlementOf('res_1', { promptTokens: 900, cachedPromptTokens: 400, completionTokens: 100 }),
  ])

  expect(await admit(contextOf('spender'), { terms, prices: PRICES, tokens: 500 })).toMatchObject({
    code: 'budget_exceeded',
    details: { limit: '0.001', used: '0.0008' },
  })
  const { limits, days } = await usageOf('spender')
  expect(limits).toMatchObject({
    spendPerDay: { limit: '0.001', used: '0.0008', reserved: '0.00', remaining: '0.0002' },
    spendPerMonth: { limit: '5.00', used: '0.0008' },
  })
  expect(days[0]).toMatchObject({ cost: '0.0008', cachedPromptTokens: 400, keys: [{ cost: '0.0008' }] })
})

test('what is reserved in money survives an eviction exactly', async () => {
  const terms = { budget: { spendPerDay: '1' } }
  const ctx = contextOf('exact', { reservationId: 'res_1' })
  await admit(ctx, { terms, prices: PRICES, tokens: 1_000 })
  await runInDurableObject(env.RATE_LIMITERS.getByName('exact'), (_, state) => state.storage.sync())
  await evictDurableObject(env.RATE_LIMITERS.getByName('exact'))

  expect((await usageOf('exact')).limits.spendPerDay).toMatchObject({ used: '0.00', reserved: '0.001' })
  await service.settleMany(ctx.tenantId, [settlementOf('res_1', { reservedTokens: 1_000 })])
  expect((await usageOf('exact')).limits.spendPerDay).toMatchObject({ used: '0.00015', reserved: '0.00' })
})

test('a model without a price is refused where a budget in money stands, and costs null where none does', async () => {
  const strict = { terms: { budget: { spendPerDay: '1' } }, tokens: 10 }
  expect(await admit(contextOf('strict'), strict)).toMatchObject({
    code: 'budget_exceeded',
    message: expect.stringContaining('price'),
  })
  const ctx = contextOf('loose', { reservationId: 'res_1' })
  await admit(ctx, { tokens: 400 })
  await service.settleMany(ctx.tenantId, [settlementOf('res_1')])

  expect((await usageOf('loose')).days[0]).toMatchObject({ totalTokens: 150, cost: null })
})

test('rows of usage come by day, model and key, in pages, to the last settled token', async () => {
  const ctx = contextOf('export')
  await admit(ctx, { prices: PRICES })
  const settlements = ['a', 'b', 'c'].map((id, at) =>
    settlementOf(id, { keyId: at === 0 ? 'first0000000' : 'second000000', reasoningTokens: 5 }),
  )
  await service.settleMany(ctx.tenantId, settlements)
  const today = new Date().toISOString().slice(0, 10)

  expect(await service.usageRows(ctx, { from: today, to: today })).toMatchObject({
    value: {
      rows: [
        { date: today, model: 'small', keyId: 'first0000000', requests: 1, nanoDollars: 150_000 },
        { keyId: 'second000000', requests: 2, promptTokens: 200, reasoningTokens: 10, nanoDollars: 300_000 },
      ],
      nextCursor: null,
    },
  })
  expect(await service.usageRows(ctx, { from: '2020-01-01', to: '2020-12-31' })).toMatchObject({
    value: { rows: [] },
  })
})

test('of what was used, usage says how much no provider has reported', async () => {
  const ctx = contextOf('estimated')
  await admit(ctx)
  await service.settleMany(ctx.tenantId, [
    settlementOf('a', { estimated: true }),
    settlementOf('b', { embedded: { model: 'embedder', tokens: 7 } }),
  ])
  const today = new Date().toISOString().slice(0, 10)

  expect(await service.usageRows(ctx, { from: today, to: today })).toMatchObject({
    value: {
      rows: [
        { model: 'embedder', promptTokens: 7, estimatedTokens: 7 },
        { model: 'small', promptTokens: 200, completionTokens: 100, estimatedTokens: 150 },
      ],
    },
  })
  expect((await usageOf('estimated')).days).toMatchObject([{ totalTokens: 307, estimatedTokens: 157 }])
})

test('a threshold is reported once, and an exhausted budget too', async () => {
  const terms = { budget: { tokensPerDay: 1_000 }, thresholds: [0.5, 1] }
  const ctx = contextOf('watched', { reservationId: 'res_1' })
  await admit(ctx, { terms, tokens: 600 })
  await service.settleMany(ctx.tenantId, [settlementOf('res_1', { promptTokens: 550 })])
  await admit(contextOf('watched'), { terms, tokens: 600 })
  await admit(contextOf('watched'), { terms, tokens: 600 })
  await runDurableObjectAlarm(env.RATE_LIMITERS.getByName('watched'))
  await admit(contextOf('watched'), { terms, tokens: 600 })
  await runDurableObjectAlarm(env.RATE_LIMITERS.getByName('watched'))

  const events = (await seen()).events.filter(({ tenantId }) => tenantId === 'watched')
  expect(events).toMatchObject([
    { budget: 'tokensPerDay', threshold: 0.5, limit: 1_000, used: 600 },
    { budget: 'tokensPerDay', threshold: 1, limit: 1_000 },
  ])
})

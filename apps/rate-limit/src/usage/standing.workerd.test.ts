import type { Standing } from '@bulkhead/contracts/record/standing'
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'

import { USES_EVERY_MS } from '../limits.ts'
import { contextOf, settlementOf } from '../testing/fixtures.ts'
import { admit } from '../testing/registry.ts'

const PRICES: Prices = {
  small: [{ version: 1, effectiveFromMs: 0, prompt: 1_000_000, completion: 1_000_000 }],
}
const control = env.CONTROL as unknown as {
  seen(): Promise<{ standings: (Standing & { tenantId: string })[] }>
}
const home = () => env.RATE_LIMITERS.getByName('standing')
const standings = async () =>
  (await control.seen()).standings.filter(({ tenantId }) => tenantId === 'standing')

test('the Registry hears where the tenant stands with the last uses, and again once more is settled', async () => {
  const terms = { budget: { spendPerDay: '0.01', tokensPerMonth: 1_000 } }
  const ctx = contextOf('standing', { reservationId: 'res_1' })
  await admit(ctx, { terms, prices: PRICES, tokens: 500 })
  await runDurableObjectAlarm(home())

  const [first] = await standings()
  expect(first).toMatchObject({ today: { requests: 1, tokens: 0, nanoDollars: 0 } })
  expect(first?.budgets).toMatchObject([
    { budget: 'tokensPerMonth', limit: 1_000, used: 0, reserved: 500 },
    { budget: 'spendPerDay', limit: 10_000_000, used: 0, reserved: 500_000 },
  ])

  await exports.RateLimit.settleMany(ctx.tenantId, [
    settlementOf('res_1', { reservedTokens: 500, keyId: ctx.keyId, promptTokens: 90, completionTokens: 10 }),
  ])
  await runInDurableObject(home(), (_, state) => state.storage.sync())
  vi.useFakeTimers({ now: Date.now() + USES_EVERY_MS, toFake: ['Date'] })
  await runDurableObjectAlarm(home())
  vi.useRealTimers()
  const [, second] = await standings()
  const used = { requests: 1, tokens: 100, nanoDollars: 100_000 }
  expect(second).toMatchObject({ today: used, month: used })
  expect(second?.budgets).toMatchObject([
    { used: 100, reserved: 0 },
    { used: 100_000, reserved: 0 },
  ])
  // Sums of all keys are not in every report.
  expect([first?.keyCosts, second?.keyCosts]).toEqual([[], undefined])
})

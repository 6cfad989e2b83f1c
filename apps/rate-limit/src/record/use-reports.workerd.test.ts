import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import { USES_EVERY_MS, USES_TAIL_MS } from '../limits.ts'
import { contextOf, settlementOf } from '../testing/fixtures.ts'
import { admit } from '../testing/registry.ts'

/** Ahead of the real clock, by which alarms are fired. */
const NOON = Date.UTC(2100, 10, 24, 12)
/** Alarms that nothing of uses needs are further off. */
const DAY_MS = 86_400_000

const at = (ms: number) => vi.useFakeTimers({ now: ms, toFake: ['Date'] })
afterEach(() => vi.useRealTimers())

const home = (tenant: string) => env.RATE_LIMITERS.getByName(tenant)
const alarmOf = (tenant: string) => runInDurableObject(home(tenant), (_, { storage }) => storage.getAlarm())
const usesOf = async (tenantId: string) => {
  const control = env.CONTROL as unknown as { seen(): Promise<{ uses: { tenantId: string }[] }> }
  return (await control.seen()).uses.filter((use) => use.tenantId === tenantId)
}

const settle = (tenant: string, reservationId: string) =>
  exports.RateLimit.settleMany(contextOf(tenant).tenantId, [settlementOf(reservationId)])

test('a use after a pause is reported at once, without an alarm', async () => {
  for (const [round, startMs] of [NOON, NOON + 3_600_000].entries()) {
    at(startMs)
    const ctx = contextOf('sparse')
    await admit(ctx, { tokens: 0 })

    await vi.waitFor(async () => {
      expect((await usesOf('sparse'))[round]).toMatchObject({ keyId: ctx.keyId, atMs: startMs })
    })
    expect(await alarmOf('sparse')).toBeGreaterThan(startMs + DAY_MS)
    await evictDurableObject(home('sparse'))
  }
})

test('a busy tenant is reported twice a minute, and one alarm is set for what may come last', async () => {
  const startMs = NOON + 1_000
  at(NOON)
  await admit(contextOf('often'), { tokens: 0 })
  for (let ms = startMs; ms < startMs + 4 * USES_EVERY_MS; ms += 3_000) {
    at(ms)
    await admit(contextOf('often', { reservationId: `res_${ms}` }), { tokens: 0 })
    await settle('often', `res_${ms}`)
    expect(await alarmOf('often')).toBe(startMs + USES_TAIL_MS)
  }
  await vi.waitFor(async () => expect(await usesOf('often')).toHaveLength(4))
})

test('what came so soon after a report that it waits is reported by the alarm, and no other one is set', async () => {
  at(NOON)
  await admit(contextOf('tail'), { tokens: 0 })
  at(NOON + 1_000)
  await admit(contextOf('tail'), { tokens: 0 })
  expect(await usesOf('tail')).toHaveLength(1)
  expect(await alarmOf('tail')).toBe(NOON + 1_000 + USES_TAIL_MS)

  at(NOON + 1_000 + USES_TAIL_MS)
  await runDurableObjectAlarm(home('tail'))
  expect((await usesOf('tail'))[1]).toMatchObject({ atMs: NOON + 1_000 })
  expect(await alarmOf('tail')).toBeGreaterThan(NOON + DAY_MS)
})

test('what is not due when the alarm fires waits for another one', async () => {
  at(NOON)
  await admit(contextOf('again'), { tokens: 0 })
  at(NOON + 1_000)
  await admit(contextOf('again'), { tokens: 0 })
  await runDurableObjectAlarm(home('again'))

  expect(await usesOf('again')).toHaveLength(1)
  expect(await alarmOf('again')).toBe(NOON + 1_000 + USES_TAIL_MS)
})

test('what an answer has used is reported with its end, without an alarm', async () => {
  at(NOON)
  const ctx = contextOf('answered', { reservationId: 'res_1' })
  await admit(ctx, { tokens: 400 })
  expect(await usesOf('answered')).toEqual([])
  const alarmMs = await alarmOf('answered')

  await exports.RateLimit.settleMany(ctx.tenantId, [settlementOf('res_1')])

  await vi.waitFor(async () => {
    expect(await usesOf('answered')).toMatchObject([{ keyId: ctx.keyId, atMs: NOON }])
  })
  expect(await alarmOf('answered')).toBe(alarmMs)
})

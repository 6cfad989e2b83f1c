import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import { USES_EVERY_MS, USES_LOOK_MS } from '../limits.ts'
import { contextOf, settlementOf } from '../testing/fixtures.ts'
import { admit } from '../testing/registry.ts'

/** Ahead of the real clock, by which alarms are fired. */
const NOON = Date.UTC(2100, 10, 24, 12)
/** An object that nobody asks is evicted no sooner. */
const SLEEPS_MS = 10_000

const at = (ms: number) => vi.useFakeTimers({ now: ms, toFake: ['Date'] })
afterEach(() => vi.useRealTimers())

const home = (tenant: string) => env.RATE_LIMITERS.getByName(tenant)
const alarmOf = (tenant: string) => runInDurableObject(home(tenant), (_, { storage }) => storage.getAlarm())
const usesOf = async (tenantId: string) => {
  const control = env.CONTROL as unknown as { seen(): Promise<{ uses: { tenantId: string }[] }> }
  return (await control.seen()).uses.filter((use) => use.tenantId === tenantId)
}

test('a use is reported before an object that is asked seldom sleeps', async () => {
  for (const [round, startMs] of [NOON, NOON + 3_600_000].entries()) {
    at(startMs)
    const ctx = contextOf('sparse')
    await admit(ctx, { tokens: 0 })

    expect(await alarmOf('sparse')).toBeLessThan(startMs + SLEEPS_MS)
    at(startMs + USES_LOOK_MS)
    await runDurableObjectAlarm(home('sparse'))
    await evictDurableObject(home('sparse'))
    expect((await usesOf('sparse'))[round]).toMatchObject({ keyId: ctx.keyId, atMs: startMs })
  }
})

test('a busy tenant is reported twice a minute, with one alarm each', async () => {
  for (let ms = 0; ms < 60_000; ms += USES_LOOK_MS) {
    at(NOON + ms)
    await admit(contextOf('often'), { tokens: 0 })
    const alarmMs = Number(await alarmOf('often'))
    expect(alarmMs).toBeLessThanOrEqual(NOON + ms + USES_EVERY_MS)
    at(NOON + ms + USES_LOOK_MS)
    if (alarmMs <= NOON + ms + USES_LOOK_MS) await runDurableObjectAlarm(home('often'))
  }
  const reported = (await usesOf('often')).length
  expect(reported).toBeGreaterThan(0)
  expect(reported).toBeLessThanOrEqual(60_000 / USES_EVERY_MS)
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

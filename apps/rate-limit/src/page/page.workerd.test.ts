// What stands on the page through erasures, migrations, sleep and numbers that no table takes.
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'

import { MAX_PAGE_ROWS, MAX_SETTLED_TOKENS } from '../limits.ts'
import { contextOf, settlementOf } from '../testing/fixtures.ts'
import { admit } from '../testing/registry.ts'

const service = exports.RateLimit
const PRICES: Prices = {
  small: [{ version: 1, effectiveFromMs: 0, prompt: 1_000_000_000, completion: 1_000_000_000 }],
}
const terms = { budget: { tokensPerDay: 10_000_000, spendPerDay: '1000' } }
const home = (name: string) => env.RATE_LIMITERS.getByName(name)
const inStorage = <T>(name: string, run: (storage: DurableObjectStorage) => T) =>
  runInDurableObject(home(name), (_, { storage }) => run(storage))

const pageOf = (name: string) =>
  inStorage(name, ({ sql }) =>
    JSON.stringify(sql.exec('SELECT body FROM page').toArray()).replaceAll('\\', ''),
  )

async function budgetsOf(name: string) {
  const outcome = await service.usage(contextOf(name))
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value.limits
}

async function useOnce(name: string, id: string) {
  const ctx = contextOf(name, { reservationId: id })
  expect(await admit(ctx, { terms, prices: PRICES, tokens: 400 })).toMatchObject({ ok: true })
  await service.settleMany(ctx.tenantId, [settlementOf(id, { promptTokens: 100, completionTokens: 50 })])
}

test('an erasure after a sleep leaves every budget as spent as it was', async () => {
  await useOnce('erased', 'idem_1')
  const before = await budgetsOf('erased')
  await evictDurableObject(home('erased'))

  expect(await service.erase(contextOf('erased'))).toMatchObject({ ok: true })
  await evictDurableObject(home('erased'))

  const after = await budgetsOf('erased')
  expect(before).toMatchObject({ tokensPerDay: { used: 150 }, spendPerDay: { used: '0.15' } })
  expect(after).toMatchObject({ tokensPerDay: { used: 150 }, spendPerDay: { used: '0.15' } })
  const left = await inStorage('erased', ({ sql }) =>
    JSON.stringify([
      sql.exec('SELECT * FROM page').toArray(),
      sql.exec('SELECT * FROM account_closed').toArray(),
    ]),
  )
  expect(left).not.toContain('idem_1')
})

test('an erasure that fails in its middle has not happened', async () => {
  await useOnce('half-erased', 'idem_1')
  await inStorage('half-erased', ({ sql }) =>
    sql.exec("CREATE TRIGGER full BEFORE DELETE ON closed BEGIN SELECT RAISE(ABORT, 'no'); END"),
  )

  const failed = await service.erase(contextOf('half-erased'))
  await inStorage('half-erased', ({ sql }) => sql.exec('DROP TRIGGER full'))

  expect(failed).toMatchObject({ ok: false })
  expect(await budgetsOf('half-erased')).toMatchObject({
    tokensPerDay: { used: 150 },
    spendPerDay: { used: '0.15' },
  })
})

test('rows of an older version get what its successor’s tables say', async () => {
  await useOnce('older', 'res_1')
  await inStorage('older', ({ sql }) => {
    const [row] = sql.exec<{ body: string }>('SELECT body FROM page').toArray()
    const { version: _, ...parts } = JSON.parse(row!.body)
    const [[key, { estimated_tokens: __, ...usage }]] = parts.key_usage
    const body = JSON.stringify({ ...parts, version: 1, key_usage: [[key, usage]] })
    sql.exec('UPDATE page SET body = ?', body)
  })
  await evictDurableObject(home('older'))

  await useOnce('older', 'res_2')

  const outcome = await service.usageRows(contextOf('older'), { from: '2000-01-01', to: '2999-01-01' })
  expect(outcome).toMatchObject({
    value: { rows: [{ requests: 2, promptTokens: 200, estimatedTokens: 0 }] },
  })
})

test('a count that nobody can use up is not believed, and does the others no harm', async () => {
  const ctx = contextOf('absurd', { reservationId: 'res_absurd' })
  await admit(ctx, { terms, prices: PRICES, tokens: 400 })
  await service.settleMany(ctx.tenantId, [
    settlementOf('res_absurd', { promptTokens: MAX_SETTLED_TOKENS + 1 }),
    settlementOf('res_none', { promptTokens: Number.MAX_SAFE_INTEGER }),
  ])
  for (let n = 0; n < MAX_PAGE_ROWS; n += 1) await useOnce('absurd', `idem_${n}`)

  expect(await budgetsOf('absurd')).toMatchObject({
    tokensPerDay: { used: 150 * MAX_PAGE_ROWS, reserved: 400 },
  })
})

test('requests without tokens of a tenant whose limit is elsewhere are counted, too', async () => {
  const spread = { rateLimit: { requestsPerMinute: 6_000, burst: 100, shards: 2 } }
  await admit(contextOf('counted'), { terms: spread, tokens: 0 })
  await vi.waitFor(async () => expect(await pageOf('counted')).toContain('"requests":1'))
  await evictDurableObject(home('counted'))

  const outcome = await service.usage(contextOf('counted'))
  expect(outcome).toMatchObject({ value: { days: [{ requests: 1 }] } })
})

test('what a key was last used for is reported although its object slept before the answer ended', async () => {
  const ctx = contextOf('slept', { reservationId: 'res_1' })
  expect(await admit(ctx, { terms, prices: PRICES, tokens: 400 })).toMatchObject({ ok: true })
  await evictDurableObject(home('slept'))
  await service.settleMany(ctx.tenantId, [settlementOf('res_1')])

  const control = env.CONTROL as unknown as { seen(): Promise<{ uses: { tenantId: string }[] }> }
  await vi.waitFor(async () => {
    const { uses } = await control.seen()
    expect(uses.filter(({ tenantId }) => tenantId === 'slept')).toMatchObject([{ keyId: ctx.keyId }])
  })
})

test('loading shards ahead gives no request away', async () => {
  const spread = { rateLimit: { requestsPerMinute: 60, burst: 40, shards: 2 } }
  const asked = await Promise.all(
    Array.from({ length: 60 }, () => admit(contextOf('warmed'), { terms: spread, tokens: 0 })),
  )
  await service.warmAll([{ ctx: contextOf('warmed') }])
  const late = await Promise.all(
    Array.from({ length: 10 }, () => admit(contextOf('warmed'), { terms: spread, tokens: 0 })),
  )

  expect(asked.filter(({ ok }) => ok)).toHaveLength(40)
  expect(late.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1)
})

import type { Standing } from '@bulkhead/contracts/record/standing'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../../testing/admin.ts'

const registry = () => env.REGISTRIES.getByName('registry-0')
const today = new Date().toISOString().slice(0, 10)

/** A report that is newer than those before it. */
let reports = 0
function standingOf(requests: number, nanoDollars: number | null, more: Partial<Standing> = {}): Standing {
  reports += 1
  const sums = { requests, tokens: requests * 10, nanoDollars }
  return { atMs: Date.now() + reports, date: today, today: sums, month: sums, budgets: [], ...more }
}
const budget = (used: number, resetsAtMs = Date.now() + 3_600_000) => ({
  budget: 'spendPerDay' as const,
  limit: 1_000_000_000,
  used,
  reserved: 0,
  resetsAtMs,
})

async function report(tenant: string, standing: Standing, keyIds: readonly string[] = []) {
  const uses = keyIds.map((keyId) => ({ keyId, atMs: Date.now() }))
  const outcome = await registry().lastUsed(parseTenantId(tenant), uses, standing)
  expect(outcome.ok).toBe(true)
}

test('lists show what home objects have reported, and ask none of them', async () => {
  await admin('POST', '/tenants', documentOf('figures'))
  const { body: key } = await admin('POST', '/tenants/figures/keys', { scopes: ['chat'] })
  const keyCosts = [{ keyId: key.id, nanoDollars: 1_250_000_000 }]
  await report('figures', standingOf(3, 30_000_000, { keyCosts }), [key.id])

  const [tenant] = (await admin('GET', '/tenants?q=figures')).body.data
  expect(tenant.figures).toMatchObject({
    keys: 1,
    requestsToday: 3,
    tokensToday: 30,
    costToday: '0.03',
    costThisMonth: '0.03',
  })
  expect(Date.now() - Date.parse(tenant.figures.lastSeenAt)).toBeLessThan(60_000)
  const [listed] = (await admin('GET', '/tenants/figures/keys')).body.data
  expect(listed).toMatchObject({ cost30d: '1.25', createdBy: 'bootstrap' })
})

test('a report of yesterday says nothing of today, and one that is late nothing at all', async () => {
  await admin('POST', '/tenants', documentOf('stale'))
  const late = standingOf(9, 9)
  await report('stale', standingOf(5, 5, { date: '2026-01-01' }))
  await report('stale', late)

  const [tenant] = (await admin('GET', '/tenants?q=stale')).body.data
  expect(tenant.figures).toMatchObject({ requestsToday: 0, tokensToday: 0, costToday: '0.00' })
})

test('the overview adds up what was used, once', async () => {
  await admin('POST', '/tenants', documentOf('adds-a'))
  await admin('POST', '/tenants', documentOf('adds-b'))
  const before = (await admin('GET', '/overview')).body.today.requests
  await report('adds-a', standingOf(10, 1_000_000_000))
  await report('adds-a', standingOf(12, 1_500_000_000))
  await report('adds-b', standingOf(5, 0))

  const { body } = await admin('GET', '/overview')
  expect(body.today.requests - before).toBe(17)
  expect(body.tenants.active).toBeGreaterThan(1)
  expect(body.traffic).toMatchObject({ requests: 1, p95Ms: 10 })
  await report('adds-b', standingOf(6, null))
  expect((await admin('GET', '/overview')).body.today.cost).toBeNull()
})

test('budgets come fullest first, page by page; a window that has ended is empty', async () => {
  for (const [id, used] of [
    ['full', 1_000_000_000],
    ['fuller', 1_200_000_000],
    ['half', 500_000_000],
  ] as const) {
    await admin('POST', '/tenants', documentOf(id))
    await report(id, standingOf(1, 1, { budgets: [budget(used)] }))
  }
  await admin('POST', '/tenants', documentOf('over'))
  await report('over', standingOf(1, 1, { budgets: [budget(990_000_000, Date.now() - 1)] }))

  const first = await admin('GET', '/budgets?min=0.5&limit=1')
  expect(first.body.data).toMatchObject([{ tenantId: 'fuller', budgets: [{ used: '1.20', share: 1.2 }] }])
  const rest = await admin('GET', `/budgets?min=0.5&cursor=${first.body.nextCursor}`)
  expect(rest.body.data.map(({ tenantId }: { tenantId: string }) => tenantId)).toEqual(['full', 'half'])
  expect(rest.body.data[1].budgets[0].thresholds).toEqual([
    { threshold: 0.5, crossed: true },
    { threshold: 0.8, crossed: false },
    { threshold: 1, crossed: false },
  ])
  const { nearLimit } = (await admin('GET', '/overview')).body
  expect(nearLimit.map(({ tenantId }: { tenantId: string }) => tenantId)).toEqual(['fuller', 'full'])
  expect((await admin('GET', '/budgets?cursor=nonsense')).status).toBe(400)
})

test('what Alertmanager reports becomes one event, and is on the overview until it is resolved', async () => {
  const { body: webhook } = await admin('POST', '/webhooks', {
    url: 'http://127.0.0.1:9/alerts',
    events: ['alert.firing'],
  })
  const alert = (status: string) => ({
    alerts: [{ status, labels: { alertname: 'DiskIsFull' }, startsAt: '2026-11-29T06:00:00Z', extra: 1 }],
    version: '4',
  })
  expect((await admin('POST', '/alerts', alert('firing'))).body).toEqual({ firing: 1, resolved: 0, fresh: 1 })
  expect((await admin('POST', '/alerts', alert('firing'))).body).toMatchObject({ fresh: 0 })

  const { body } = await admin('GET', `/webhooks/${webhook.id}/deliveries`)
  expect(body.data).toMatchObject([{ type: 'alert.firing' }])
  expect((await admin('GET', '/overview')).body.alerts).toMatchObject([{ name: 'DiskIsFull' }])
  await admin('POST', '/alerts', alert('resolved'))
  expect((await admin('GET', '/alerts')).body.data).toEqual([])
})

test('a tenant that is erased leaves no figures', async () => {
  await admin('POST', '/tenants', documentOf('gone-figures'))
  await report('gone-figures', standingOf(1, 1, { budgets: [budget(2_000_000_000)] }))
  await admin('DELETE', '/tenants/gone-figures')
  const { data } = (await admin('GET', '/budgets?min=1.5')).body
  expect(data.map(({ tenantId }: { tenantId: string }) => tenantId)).not.toContain('gone-figures')
})

test('budgets that were full yesterday hide none that is full today', async () => {
  const tenants = Array.from({ length: 25 }, (_, at) => documentOf(`yesterday-${at}`))
  await admin('POST', '/tenants/apply', { tenants: [...tenants, documentOf('full-today')] })
  for (let at = 0; at < 25; at++) {
    await report(`yesterday-${at}`, standingOf(1, 0, { budgets: [budget(5_000_000_000, Date.now() - 1)] }))
  }
  await report('full-today', standingOf(1, 0, { budgets: [budget(900_000_000)] }))

  const { nearLimit } = (await admin('GET', '/overview')).body
  expect(nearLimit.map(({ tenantId }: { tenantId: string }) => tenantId)).toContain('full-today')
})

test.each(['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59', '2026-02-30T00:00:00Z'])(
  'an alert that started at %s is refused, rather than kept where nothing can show it',
  async (startsAt) => {
    const alerts = [{ status: 'firing', labels: { alertname: 'Never' }, startsAt }]

    expect((await admin('POST', '/alerts', { alerts })).status).toBe(400)
    expect((await admin('GET', '/alerts')).status).toBe(200)
  },
)

test('of many tenants those are asked for usage that have used most of late', async () => {
  const row = (model: string) => ({
    date: today,
    model,
    requests: 1,
    promptTokens: 5,
    cachedPromptTokens: 0,
    cacheWriteTokens: 0,
    completionTokens: 5,
    reasoningTokens: 0,
    nanoDollars: 1_000_000,
  })
  for (const [id, nanoDollars] of [
    ['use-small', 10],
    ['use-large', 9_000_000_000_000],
    ['use-none', undefined],
  ] as const) {
    await admin('POST', '/tenants', documentOf(id))
    await homes.setRows(id, [row('m')])
    if (nanoDollars !== undefined) await report(id, standingOf(1, nanoDollars))
  }

  const { body } = await admin('GET', `/usage?groupBy=tenant&from=${today}&top=1`)
  expect(body.tenants.asked).toBe(1)
  expect(body.tenants.known).toBeGreaterThan(1)
  expect(body.data).toMatchObject([{ tenantId: 'use-large', cost: '0.001' }])

  const one = await admin('GET', '/usage?groupBy=tenant&tenant=use-none')
  expect(one.body.tenants).toBeUndefined()
  expect(one.body.data).toMatchObject([{ tenantId: 'use-none' }])
  expect((await admin('GET', '/usage?tenant=nobody')).body.data).toEqual([])
  const few = await admin('GET', '/usage?groupBy=tenant&top=100')
  expect(few.body.tenants.asked).toBe(few.body.tenants.known)
})

import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import { priceAt } from '@bulkhead/spending/price'
import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../testing/admin.ts'

const MODEL = '@cf/meta/llama-3.1-8b-instruct-fp8'

test("a plan's limits are the tenant's until its own document overrides them", async () => {
  await admin('POST', '/plans', {
    name: 'starter',
    rateLimit: { requestsPerMinute: 30, burst: 5 },
    budget: { tokensPerDay: 1_000 },
  })
  const { rateLimit: _, budget: __, ...bare } = documentOf('planned') as Record<string, unknown>

  const { status, body } = await admin('POST', '/tenants', {
    ...bare,
    plan: 'starter',
    rateLimit: { burst: 9 },
  })

  expect(status).toBe(201)
  expect(body.rateLimit).toEqual({ burst: 9 })
  expect(body.effective).toMatchObject({
    rateLimit: { requestsPerMinute: 30, burst: 9 },
    budget: { tokensPerDay: 1_000 },
  })
  expect((await homes.putsOf('planned')).at(-1)).toMatchObject({
    config: { rateLimit: { requestsPerMinute: 30, burst: 9 }, budget: { tokensPerDay: 1_000 } },
  })
  expect((await admin('GET', '/tenants?plan=starter')).body.data).toMatchObject([{ id: 'planned' }])
})

test('a changed plan is enforced for its tenants when that is answered', async () => {
  await admin('POST', '/plans', { name: 'grown', budget: { tokensPerDay: 5 } })
  const { budget: _, ...bare } = documentOf('grower') as Record<string, unknown>
  await admin('POST', '/tenants', { ...bare, plan: 'grown' })

  const { status, body } = await admin('PUT', '/plans/grown', { budget: { tokensPerDay: 6 } })

  expect(status).toBe(200)
  expect(body).toMatchObject({ version: 2 })
  expect((await homes.putsOf('grower')).at(-1)).toMatchObject({ config: { budget: { tokensPerDay: 6 } } })
  const broken = await admin('PUT', '/plans/grown', {})
  expect(broken.status).toBe(400)
  expect(broken.body.error.details[0].message).toContain('grower')
  expect((await admin('DELETE', '/plans/grown')).status).toBe(400)
})

test('a plan that no tenant could have is refused', async () => {
  const { status, body } = await admin('POST', '/plans', { name: 'odd', rateLimit: { burst: 0 } })

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe('rateLimit.burst')
})

test('a plan whose name in the path could be none is refused', async () => {
  for (const name of ['%00', 'Two%20words', '%zz', 'x'.repeat(33)]) {
    const { status, body } = await admin('PUT', `/plans/${name}`, {})
    expect([name, status, body.error.details]).toEqual([
      name,
      400,
      [expect.objectContaining({ path: 'name' })],
    ])
  }
})

test('prices begin with the catalogue, and each version keeps its own', async () => {
  const before = await admin('GET', '/prices')
  expect(before.body.models[MODEL]).toEqual({ prompt: '0.152', completion: '0.287' })
  await admin('POST', '/tenants', documentOf('priced'))

  const { status, body } = await admin('PUT', '/prices', {
    models: { [MODEL]: { prompt: '1', completion: '2', cachedPrompt: '0.1' } },
  })

  expect(status).toBe(200)
  expect(body.version).toBe(before.body.version + 1)
  expect(body.versions.length).toBe(before.body.versions.length + 1)
  const pushed = (await homes.putsOf('priced')).at(-1)?.['prices'] as Record<string, object[]>
  expect(pushed[MODEL]).toMatchObject([{ prompt: 1_000_000, completion: 2_000_000, cachedPrompt: 100_000 }])
})

test('prices of the future are known to the home object, behind those of today', async () => {
  await admin('POST', '/tenants', documentOf('later'))
  const effectiveFrom = '2099-01-01T00:00:00.000Z'

  await admin('PUT', '/prices', { models: { [MODEL]: { prompt: '9', completion: '9' } }, effectiveFrom })

  const prices = (await homes.putsOf('later')).at(-1)?.['prices'] as Record<
    string,
    { effectiveFromMs: number }[]
  >
  expect(prices[MODEL]?.map(({ effectiveFromMs }) => effectiveFromMs)).toHaveLength(2)
  expect(prices[MODEL]?.at(-1)?.effectiveFromMs).toBe(Date.parse(effectiveFrom))
})

test('a model that a later table leaves out has no price from then on', async () => {
  await admin('POST', '/tenants', documentOf('left-out'))
  const effectiveFrom = '2098-01-01T00:00:00.000Z'

  await admin('PUT', '/prices', { models: {}, effectiveFrom })

  const prices = (await homes.putsOf('left-out')).at(-1)?.['prices'] as Prices
  const at = (ms: number) => priceAt(prices, MODEL, ms)
  expect(at(Date.now())).toBeDefined()
  expect(at(Date.parse(effectiveFrom) - 1)).toBeDefined()
  expect(at(Date.parse(effectiveFrom))).toBeUndefined()
  expect(at(Date.parse('2099-06-01T00:00:00Z'))).toMatchObject({ prompt: 9_000_000 })
})

test('prices that begin in the past count from now on, and are refused if they never would', async () => {
  const models = { [MODEL]: { prompt: '3', completion: '3' } }
  const { body: before } = await admin('GET', '/prices')
  const current = Date.parse(before.effectiveFrom)
  const since = (ms: number) => new Date(ms).toISOString()

  const lost = await admin('PUT', '/prices', { models, effectiveFrom: since(current - 1) })
  const taken = await admin('PUT', '/prices', { models, effectiveFrom: since(current + 1) })

  expect([lost.status, lost.body.error.details]).toEqual([
    400,
    [expect.objectContaining({ path: 'effectiveFrom', message: expect.stringContaining('never would') })],
  ])
  expect((await admin('GET', '/prices')).body).toMatchObject({ models, version: taken.body.version })
})

test('a budget in money needs a price for every model', async () => {
  await admin('PUT', '/prices', { models: {} })
  const { status, body } = await admin(
    'POST',
    '/tenants',
    documentOf('broke', { budget: { spendPerMonth: '5.00' } }),
  )

  expect(status).toBe(400)
  expect(body.error.details[0]).toMatchObject({ path: 'budget' })
})

const row = (more: object) => ({
  date: '2026-11-02',
  model: 'm',
  keyId: 'k1',
  requests: 1,
  promptTokens: 10,
  cachedPromptTokens: 4,
  cacheWriteTokens: 0,
  completionTokens: 5,
  reasoningTokens: 2,
  estimatedTokens: 15,
  nanoDollars: 1_500_000,
  ...more,
})

test('usage is added up by what it is grouped by, over every page of every tenant', async () => {
  for (const id of ['used-a', 'used-b']) await admin('POST', '/tenants', documentOf(id))
  await homes.setRows('used-a', [
    row({}),
    row({ keyId: 'k2', nanoDollars: 7, estimatedTokens: undefined }),
    row({ model: '=x+1', nanoDollars: null }),
    row({ model: '@cf/x/y-1', keyId: 'k3' }),
  ])
  await homes.setRows('used-b', [row({})])
  const span = 'from=2026-11-01&to=2026-11-30'

  const byTenant = await admin('GET', `/usage?${span}&groupBy=tenant,model`)
  const all = await admin('GET', `/usage?${span}&groupBy=model&format=ndjson`)
  const csv = await admin('GET', `/usage?${span}&groupBy=day,tenant,model,key&format=csv&tenant=used-a`)
  const focus = await admin('GET', `/usage?${span}&groupBy=day,tenant,model&format=focus&tenant=used-b`)

  expect(byTenant.body.data).toContainEqual(
    expect.objectContaining({
      tenantId: 'used-a',
      model: 'm',
      requests: 2,
      totalTokens: 30,
      estimatedTokens: 15,
      cost: '0.001500007',
    }),
  )
  expect(byTenant.body.data).toContainEqual(expect.objectContaining({ model: '=x+1', cost: null }))
  const lines = String(all.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toContainEqual(expect.objectContaining({ model: 'm', requests: 3, cost: '0.003000007' }))
  expect(String(csv.body)).toContain("2026-11-02,used-a,'=x+1,k1,1,10,4,0,5,2,15,,15\r\n")
  expect(String(csv.body)).toContain('2026-11-02,used-a,@cf/x/y-1,k3,1,')
  expect(String(focus.body).split('\r\n')[1]).toContain(
    '0.0015,USD,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,Usage',
  )
})

test.each(['ACME', '', 'a_b'])(
  'an export of the tenant "%s" is refused: no tenant can have that id',
  async (id) => {
    const { status, body } = await admin('GET', `/usage?tenant=${id}`)

    expect(status).toBe(400)
    expect(body.error.param).toBe('tenant')
  },
)

test('an export of many tenants calls rate-limit a few times, since one invocation may call Workers 32 times', async () => {
  const ids = Array.from({ length: 40 }, (_, at) => `many-${String(at).padStart(2, '0')}`)
  await admin('POST', '/tenants/apply', { tenants: ids.map((id) => documentOf(id)) })
  for (const id of ids) await homes.setRows(id, [row({})])
  const before = await homes.usageCalls()

  const { body } = await admin('GET', '/usage?from=2026-11-01&to=2026-11-30&groupBy=tenant&format=ndjson')

  const lines = String(body).trim().split('\n')
  expect(lines.filter((line) => line.includes('"many-'))).toHaveLength(40)
  expect((await homes.usageCalls()) - before).toBeLessThan(10)
})

test('a span that is backwards or too long is refused', async () => {
  expect((await admin('GET', '/usage?from=2026-11-02&to=2026-11-01')).status).toBe(400)
  expect((await admin('GET', '/usage?from=2026-01-01&to=2026-11-01')).status).toBe(400)
  expect((await admin('GET', '/usage?groupBy=colour')).status).toBe(400)
})

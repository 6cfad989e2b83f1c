import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'

import type { RegistryStub } from '../registry-protocol.ts'
import { admin, documentOf } from '../testing/admin.ts'

const stub: RegistryStub = env.REGISTRIES.getByName('registry-0')
const registry = stub as never

interface Sent {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly redirect: string
}

/** The receivers' side: what arrives, and what they answer. */
function receivers(answer: () => Response | Promise<Response>): Sent[] {
  const sent: Sent[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const headers = Object.fromEntries(request.headers)
    sent.push({ url: request.url, headers, body: await request.text(), redirect: request.redirect })
    return await answer()
  })
  return sent
}
afterEach(() => void vi.restoreAllMocks())

async function deliver(): Promise<void> {
  await runInDurableObject(registry, (_, state: DurableObjectState) => {
    state.storage.sql.exec('UPDATE delivery SET next_ms = 0 WHERE next_ms IS NOT NULL')
  })
  await runDurableObjectAlarm(registry)
  await new Promise((resolve) => setTimeout(resolve, 50))
}

async function webhook(events: string[], more: object = {}) {
  const { body } = await admin('POST', '/webhooks', { url: 'https://hooks.example.com/in', events, ...more })
  return body
}

test('an event arrives signed, and the receiver can verify it with its own library', async () => {
  const sent = receivers(() => new Response('ok'))
  await admin('POST', '/tenants', documentOf('hooked'))
  const hook = await webhook(['key.created'], { tenantId: 'hooked' })
  const { body: key } = await admin('POST', '/tenants/hooked/keys', { scopes: ['chat'] })

  await deliver()

  const [first] = sent
  expect(hook.secret).toMatch(/^whsec_/)
  expect(first!.redirect).toBe('manual')
  const verified = new Webhook(hook.secret).verify(first!.body, first!.headers) as object
  expect(verified).toMatchObject({ type: 'key.created', data: { tenantId: 'hooked', keyId: key.id } })
  expect(first!.body).not.toContain(key.key)
  const { body } = await admin('GET', `/webhooks/${hook.id}/deliveries`)
  expect(body.data).toMatchObject([{ status: 'delivered', attempts: 1, lastStatus: 200 }])
  expect(JSON.stringify((await admin('GET', `/webhooks/${hook.id}`)).body)).not.toContain('whsec_')
})

test('after a rotation both secrets sign until the grace is over, then the new one alone', async () => {
  const sent = receivers(() => new Response('ok'))
  const hook = await webhook(['key.expiring'])
  const rotate = async (graceSeconds: number) =>
    (await admin('POST', `/webhooks/${hook.id}/rotate-secret`, { graceSeconds })).body
  const fits = (secret: string, { body, headers }: Sent) => {
    try {
      return new Webhook(secret).verify(body, headers) !== undefined
    } catch {
      return false
    }
  }
  const test = async () => {
    await admin('POST', `/webhooks/${hook.id}/test`, {})
    await deliver()
    return sent.at(-1)!
  }

  const second = await rotate(3_600)
  expect(second.secret).toMatch(/^whsec_/)
  expect(second.secret).not.toBe(hook.secret)
  expect(Date.parse(second.previousExpiresAt) - Date.now()).toBeGreaterThan(3_500_000)
  const during = await test()
  expect([fits(hook.secret, during), fits(second.secret, during)]).toEqual([true, true])

  const third = await rotate(0)
  const after = await test()
  const secrets = [hook.secret, second.secret, third.secret]
  expect(secrets.map((secret) => fits(secret, after))).toEqual([false, false, true])
  const { body: log } = await admin('GET', `/audit-events?target=${hook.id}&action=webhook.secret_rotated`)
  expect(log.data).toHaveLength(2)
  expect(JSON.stringify(log)).not.toContain('whsec_')
})

test('a receiver that fails is tried again under the same id; a redirect is a failure', async () => {
  const answers = [
    () => new Response(null, { status: 500 }),
    () => Response.redirect('https://a.example/', 302),
  ]
  const sent = receivers(() => (answers.shift() ?? (() => new Response('ok')))())
  const hook = await webhook(['tenant.suspended'], { tenantId: undefined })
  await admin('POST', '/tenants', documentOf('failing'))
  await admin('POST', '/tenants/failing/suspend', {})

  for (let attempt = 0; attempt < 3; attempt += 1) await deliver()

  const mine = sent.filter(({ body }) => body.includes('failing'))
  expect(mine).toHaveLength(3)
  expect(new Set(mine.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const { body } = await admin('GET', `/webhooks/${hook.id}/deliveries`)
  expect(body.data[0]).toMatchObject({ status: 'delivered', attempts: 3 })
  await admin('DELETE', `/webhooks/${hook.id}`)
})

test('a receiver that hangs is asked about ten events at a time, and keeps no other waiting', async () => {
  const answered = Promise.withResolvers<void>()
  const sent: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { url } = new Request(input, init)
    sent.push(url)
    if (url.includes('hanging')) await answered.promise
    return new Response('ok')
  })
  const hanging = await webhook(['alert.firing'], { url: 'https://hanging.example.com/' })
  const quick = await webhook(['alert.firing'], { url: 'https://quick.example.com/' })
  for (let at = 0; at < 40; at += 1) await admin('POST', `/webhooks/${hanging.id}/test`, {})
  await admin('POST', `/webhooks/${quick.id}/test`, {})

  for (let alarm = 0; alarm < 6; alarm += 1) {
    await runDurableObjectAlarm(registry)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const during = [...sent]
  answered.resolve()
  await deliver()

  expect(during.filter((url) => url.includes('quick'))).toHaveLength(1)
  expect(during.filter((url) => url.includes('hanging')).length).toBeLessThan(20)
  for (const { id } of [hanging, quick]) await admin('DELETE', `/webhooks/${id}`)
})

test('410 disables the webhook, and nothing more is sent', async () => {
  const sent = receivers(() => new Response(null, { status: 410 }))
  const hook = await webhook(['budget.threshold'])
  await admin('POST', `/webhooks/${hook.id}/test`, {})
  await deliver()

  expect((await admin('GET', `/webhooks/${hook.id}`)).body.status).toBe('disabled')
  await deliver()
  expect(sent).toHaveLength(1)
})

test.each([
  'http://hooks.example.com/',
  'https://10.0.0.1/',
  'https://[fd00::1]/',
  'https://0xa.1/',
  'https://user:pw@hooks.example.com/',
  'https://metadata.internal/',
  'ftp://localhost/',
  'nonsense',
])('nothing is ever sent to %s', async (url) => {
  const { status, body } = await admin('POST', '/webhooks', { url, events: ['key.created'] })

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe('url')
})

test('a delivery is replayed on request', async () => {
  const sent = receivers(() => new Response('ok'))
  const hook = await webhook(['key.created'], { tenantId: undefined })
  const { body: test } = await admin('POST', `/webhooks/${hook.id}/test`, {})
  await deliver()

  const replay = await admin('POST', `/webhooks/${hook.id}/deliveries/${test.id}/replay`, {})
  await deliver()

  expect(replay.status).toBe(200)
  expect(sent.filter(({ body }) => body.includes('webhook.test'))).toHaveLength(2)
  await admin('DELETE', `/webhooks/${hook.id}`)
})

test('a threshold is told once, however often it is sent', async () => {
  const sent = receivers(() => new Response('ok'))
  const { body: tenant } = await admin('POST', '/tenants', documentOf('spender'))
  const hook = await webhook(['budget.threshold', 'budget.exhausted'], { tenantId: tenant.id })
  const event = {
    id: 'spender/spendPerMonth/2026-11/0.8',
    tenantId: tenant.id,
    budget: 'spendPerMonth' as const,
    threshold: 0.8,
    limit: 5_000_000,
    used: 4_000_001,
    windowStart: '2026-11-01T00:00:00.000Z',
    resetsAt: '2026-12-01T00:00:00.000Z',
    occurredAt: '2026-11-20T00:00:00.000Z',
  }

  await stub.thresholds([event, event])
  await stub.thresholds([event, { ...event, id: 'spender/…/1', threshold: 1 }])
  await deliver()

  const told = sent.map(({ body }) => JSON.parse(body))
  expect(told).toHaveLength(2)
  expect(told).toContainEqual(
    expect.objectContaining({
      type: 'budget.threshold',
      data: expect.objectContaining({ tenantId: 'spender', limit: '5.000000', used: '4.000001' }),
    }),
  )
  expect(told.map(({ type }) => type)).toContain('budget.exhausted')
  const { body: notices } = await admin('GET', '/budget-notices?tenant=spender')
  expect(notices.data).toMatchObject([
    { type: 'budget.exhausted', tenantId: 'spender', threshold: 1 },
    { type: 'budget.threshold', limit: '5.000000', used: '4.000001' },
  ])
  expect((await admin('GET', '/budget-notices?tenant=nobody')).body.data).toEqual([])
  await admin('DELETE', `/webhooks/${hook.id}`)
})

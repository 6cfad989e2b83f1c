// Leases in play, through the whole system: what they give out is as exact as without them.
import { Client, localKey, tokensAtRest, type Sent } from '@bulkhead/harness/client'
import { startBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** As many as take longer than anybody waits in everyday work: 50. */
const EVICTIONS = Number(process.env['LEASE_EVICTIONS'] ?? 3)

let bulkhead: Awaited<ReturnType<typeof startBulkhead>>
beforeAll(async () => {
  bulkhead = await startBulkhead()
})
afterAll(() => bulkhead?.stop())

const client = (tenant: string) => new Client(bulkhead.fetch, localKey(tenant))
const completion = { max_tokens: 60, messages: [{ role: 'user', content: 'Hello' }] }

/** So many requests, some at a time, as a busy tenant sends them. */
async function many(count: number, atOnce: number, send: () => Promise<Sent>): Promise<Sent[]> {
  const all: Sent[] = []
  const loop = async () => {
    while (all.length < count) all.push(await send())
  }
  await Promise.all(Array.from({ length: atOnce }, loop))
  return all
}
const answered = (all: readonly Sent[]) => all.filter(({ status }) => status === 200)
const tokensOf = (all: readonly Sent[]) =>
  answered(all).reduce((sum, { body }) => sum + body.usage.total_tokens, 0)

test('a busy tenant waits for its home object hardly ever, and every token and request is counted once', async () => {
  const acme = client('acme')
  const before = await acme.get('/v1/usage')
  const all = await many(200, 8, () => acme.post('/v1/chat/completions', completion))
  const atRest = await tokensAtRest(acme)
  const after = await acme.get('/v1/usage')

  expect(answered(all)).toHaveLength(all.length)
  expect(atRest.used - before.body.limits.tokensPerDay.used).toBe(tokensOf(all))
  const requestsOf = ({ body }: Sent) => body.days[0]?.requests ?? 0
  expect(requestsOf(after) - requestsOf(before)).toBeGreaterThanOrEqual(all.length)
})

test('1,500 requests at once admit the burst of 1,000 and what refills meanwhile', async () => {
  const globex = client('globex')
  await many(100, 4, () => globex.get('/v1/models'))
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const startMs = Date.now()
  const all = await Promise.all(Array.from({ length: 1_500 }, () => globex.get('/v1/models')))
  const refilled = Math.ceil((Date.now() - startMs) / 10)

  expect(answered(all).length).toBeGreaterThanOrEqual(1_000)
  expect(answered(all).length).toBeLessThanOrEqual(1_000 + refilled)
})

test('an evicted home object in the middle of leases counts neither less nor twice', async () => {
  const acme = client('acme')
  const before = await tokensAtRest(acme)
  const evicting = (async () => {
    for (let round = 0; round < EVICTIONS; round += 1) {
      await bulkhead.worker('rate-limit').evictDurableObject('RateLimiter', { name: 'acme' })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  const all = await many(150, 8, () => acme.post('/v1/chat/completions', completion))
  await evicting
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const { used, reserved } = (await acme.get('/v1/usage')).body.limits.tokensPerDay

  expect(answered(all)).toHaveLength(all.length)
  expect(used + reserved - before.used).toBeGreaterThanOrEqual(tokensOf(all))
  expect(used - before.used).toBeLessThanOrEqual(tokensOf(all))
})

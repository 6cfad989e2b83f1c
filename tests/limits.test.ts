import { Client, localKey, problemsOfError, tokensAtRest, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead()
})
afterAll(() => bulkhead?.stop())

const client = (tenant: string) => new Client(bulkhead.fetch, localKey(tenant))
const completion = { messages: [{ role: 'user', content: 'Hello' }] }

function countByStatus(all: readonly Sent[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

describe('hooli: 60 requests a minute, 10 at once', () => {
  test('200 requests at once admit exactly 10 and what refills meanwhile', async () => {
    const hooli = client('hooli')
    const startMs = Date.now()
    const all = await Promise.all(Array.from({ length: 200 }, () => hooli.get('/v1/usage')))
    const refilled = Math.floor((Date.now() - startMs) / 1_000)

    const admitted = countByStatus(all)[200] ?? 0
    expect(admitted).toBeGreaterThanOrEqual(10)
    expect(admitted).toBeLessThanOrEqual(10 + refilled)
    const refusals = all.filter(({ status }) => status !== 200)
    for (const refusal of refusals) {
      expect(problemsOfError(refusal, 429, 'rate_limited')).toEqual([])
      expect(refusal.headers.get('retry-after')).toBe('1')
      expect(refusal.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/)
    }
  })

  test('the refusals are counted against the tenant in the log', () => {
    const counted = bulkhead
      .logs()
      .filter(({ message, errorCode }) => message === 'request' && errorCode === 'rate_limited')

    expect(counted.length).toBeGreaterThan(100)
    expect(new Set(counted.map(({ tenantId }) => tenantId))).toEqual(new Set(['hooli']))
  })
})

test('who is refused is hooli alone: while its refusals are remembered, everybody else is served', async () => {
  const refused = await Promise.all(Array.from({ length: 30 }, () => client('hooli').get('/v1/usage')))
  const served = await Promise.all(['acme', 'globex', 'tyrell'].map((name) => client(name).get('/v1/usage')))

  expect(countByStatus(refused)[429]).toBeGreaterThan(10)
  expect(countByStatus(served)).toEqual({ 200: 3 })
})

describe('tyrell: 2,000 tokens a day', () => {
  test('100 completions at once spend at most the budget, and usage says what the answers said', async () => {
    const tyrell = client('tyrell')
    const all = await Promise.all(
      Array.from({ length: 100 }, () => tyrell.post('/v1/chat/completions', completion)),
    )

    const answered = all.filter(({ status }) => status === 200)
    const spent = answered.reduce((sum, { body }) => sum + body.usage.total_tokens, 0)
    expect(answered.length).toBeGreaterThan(0)
    expect(spent).toBeLessThanOrEqual(2_000)
    for (const refusal of all.filter(({ status }) => status !== 200)) {
      expect(['budget_in_flight', 'budget_exceeded']).toContain(refusal.body.error.code)
      expect(refusal.status).toBe(refusal.body.error.code === 'budget_exceeded' ? 402 : 429)
      expect(refusal.headers.has('retry-after')).toBe(refusal.status === 429)
    }
    await tokensAtRest(tyrell)
    const usage = await tyrell.get('/v1/usage')
    expect(usage.body.limits.tokensPerDay).toMatchObject({
      limit: 2_000,
      used: spent,
      reserved: 0,
      remaining: 2_000 - spent,
    })
    expect(usage.body.days[0]).toMatchObject({
      totalTokens: spent,
      date: new Date().toISOString().slice(0, 10),
    })
  })

  test('a spent budget is 402, with when it resets and without Retry-After', async () => {
    const tyrell = client('tyrell')
    let sent = await tyrell.post('/v1/chat/completions', completion)
    for (let i = 0; i < 60 && sent.status !== 402; i++) {
      sent = await tyrell.post('/v1/chat/completions', completion)
      // Settlements follow the response; a budget that only reservations stand in the way of is another answer.
      if (sent.status === 429) await new Promise((resolve) => setTimeout(resolve, 200))
    }

    expect(problemsOfError(sent, 402, 'budget_exceeded')).toEqual([])
    expect(sent.body.error.details).toMatchObject({ limit: 2_000 })
    expect(Date.parse(sent.body.error.details.resetsAt)).toBeGreaterThan(Date.now())
    expect(sent.headers.get('x-should-retry')).toBe('false')
  })

  test('what costs no tokens still works', async () => {
    expect((await client('tyrell').get('/v1/sessions')).status).toBe(200)
  })
})

test('limit headers say where the limits stand', async () => {
  const sent = await client('globex').get('/v1/sessions')

  expect(sent.headers.get('ratelimit-policy')).toBe('"requests";q=6000;w=60')
  expect(sent.headers.get('ratelimit')).toMatch(/^"requests";r=999;t=\d+$/)
  expect(sent.headers.get('x-ratelimit-limit-requests')).toBe('6000')
  expect(sent.headers.get('x-ratelimit-limit-tokens')).toBe('10000000')
  expect(Number(sent.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThanOrEqual(10_000_000)
})

test('one tenant’s flood takes nothing from another', async () => {
  const remaining = async () =>
    Number((await client('umbrella').get('/v1/sessions')).headers.get('x-ratelimit-remaining-requests'))
  const before = await remaining()
  await Promise.all(Array.from({ length: 100 }, () => client('hooli').get('/v1/usage')))

  // A million at once, and a hundred thousand more every second: only its own request is missing.
  expect(before - (await remaining())).toBeLessThanOrEqual(1)
})

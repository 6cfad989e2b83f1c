// Leases in play, through the whole system: what they give out is as exact as without them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ADMIN_TOKEN, Client, localKey, tokensAtRest, type Sent } from '@bulkhead/harness/client'
import { startBulkhead } from '@bulkhead/harness/start-bulkhead'
import { startProcess } from '@bulkhead/harness/start-process'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** Fifty of each take longer than anybody waits in everyday work. */
const EVICTIONS = Number(process.env['LEASE_EVICTIONS'] ?? 3)
const POWER_CUTS = Number(process.env['LEASE_POWER_CUTS'] ?? 1)
const EVICTED_WITHIN_MS = 30_000 + 2_500 * EVICTIONS

let bulkhead: Awaited<ReturnType<typeof startBulkhead>>
beforeAll(async () => {
  bulkhead = await startBulkhead()
})
afterAll(() => bulkhead?.stop())

const client = (tenant: string) => new Client(bulkhead.fetch, localKey(tenant))
const completion = { max_tokens: 60, messages: [{ role: 'user', content: 'Hello' }] }

/** So many requests, some at a time, as a busy tenant sends them; and then some, until `isOver`. */
async function many(
  count: number,
  atOnce: number,
  send: () => Promise<Sent>,
  isOver = () => true,
): Promise<Sent[]> {
  const all: Sent[] = []
  const loop = async () => {
    while (all.length < count || !isOver()) all.push(await send())
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

test('when clients leave in the middle of a wave, all others are served, and counted once', async () => {
  const acme = client('acme')
  const before = await tokensAtRest(acme)
  const stayed: Sent[] = []
  for (let wave = 0; wave < 4; wave += 1) {
    const leaving = Array.from({ length: 8 }, async (_, n) => {
      const left = AbortSignal.timeout(1 + n)
      await acme.raw('POST', '/v1/chat/completions', completion, {}, left).catch(() => undefined)
    })
    const others = Array.from({ length: 24 }, () => acme.post('/v1/chat/completions', completion))
    stayed.push(...(await Promise.all(others)))
    await Promise.all(leaving)
    // Longer than a lease is used.
    await new Promise((resolve) => setTimeout(resolve, 800))
  }
  const after = await tokensAtRest(acme)

  expect(answered(stayed)).toHaveLength(stayed.length)
  expect(after.used - before.used).toBeGreaterThanOrEqual(tokensOf(stayed))
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

/** One that has just been evicted, or that is busy for as long as the runtime waits, cannot be evicted now. */
const isEvicted = (tenant: string) =>
  bulkhead
    .worker('rate-limit')
    .evictDurableObject('RateLimiter', { name: tenant })
    .then(
      () => true,
      (thrown: unknown) => {
        if (/it (still has active references|is not currently running)/.test(String(thrown))) return false
        throw thrown
      },
    )

test('an evicted home object in the middle of leases counts neither less nor twice', async () => {
  const acme = client('acme')
  const before = await tokensAtRest(acme)
  let evictions = 0
  let isEvicting = true
  const evicting = async () => {
    for (const untilMs = Date.now() + EVICTED_WITHIN_MS; evictions < EVICTIONS && Date.now() < untilMs;) {
      if (await isEvicted('acme')) evictions += 1
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    isEvicting = false
  }
  const send = () => acme.post('/v1/chat/completions', completion)
  const [all] = await Promise.all([many(150, 8, send, () => !isEvicting), evicting()])
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const { used, reserved } = (await acme.get('/v1/usage')).body.limits.tokensPerDay

  expect(evictions).toBe(EVICTIONS)
  expect(answered(all)).toHaveLength(all.length)
  expect(used + reserved - before.used).toBeGreaterThanOrEqual(tokensOf(all))
  expect(used - before.used).toBeLessThanOrEqual(tokensOf(all))
})

test('a tenant is suspended while its leases are in use: nothing sent after the answer is accepted', async () => {
  const globex = client('globex')
  const admin = new Client(bulkhead.fetch, ADMIN_TOKEN)
  const seen = { isAcknowledged: false, accepted: 0, acceptedLate: 0 }
  const loop = async () => {
    for (let late = 0; late < 5;) {
      const isLate = seen.isAcknowledged
      const { status } = await globex.get('/v1/models')
      if (isLate) late += 1
      if (status !== 200) continue
      seen.accepted += 1
      if (isLate) seen.acceptedLate += 1
    }
  }
  const loops = Array.from({ length: 8 }, loop)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const suspended = await admin.post('/admin/v1/tenants/globex/suspend', {})
  seen.isAcknowledged = true
  await Promise.all(loops)
  const resumed = await admin.post('/admin/v1/tenants/globex/resume', {})

  expect([suspended.status, resumed.status]).toEqual([200, 200])
  expect(seen.accepted).toBeGreaterThan(50)
  expect(seen.acceptedLate).toBe(0)
})

test('after a power cut in the middle of leases, what was answered is counted, and what was out is held', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  let answeredTokens = 0
  try {
    for (let cut = 0; cut < POWER_CUTS; cut += 1) {
      const running = await startProcess({ stateDir })
      const acme = new Client(running.fetch, localKey('acme'))
      const sent: Sent[] = []
      const loops = Array.from({ length: 8 }, async () => {
        for (;;) sent.push(await acme.post('/v1/chat/completions', completion))
      })
      const cutOff = Promise.allSettled(loops)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      // What was answered a second ago has been settled.
      const settledBefore = [...sent]
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await running.kill()
      await cutOff
      answeredTokens += tokensOf(settledBefore)
    }
    const last = await startProcess({ stateDir })
    const { limits } = (await new Client(last.fetch, localKey('acme')).get('/v1/usage')).body
    await last.stop()
    const { used, reserved, remaining } = limits.tokensPerDay

    expect(answeredTokens).toBeGreaterThan(0)
    expect(used).toBeGreaterThanOrEqual(answeredTokens)
    expect(used + reserved + remaining).toBe(10_000_000)
    // A cover's block, and what was running: far less than a hundredth for each cut.
    expect(reserved).toBeLessThanOrEqual(100_000 * POWER_CUTS)
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
})

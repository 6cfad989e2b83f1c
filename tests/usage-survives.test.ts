import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, Client, localKey, type Sent } from '@bulkhead/harness/client'
import { startBulkhead } from '@bulkhead/harness/start-bulkhead'
import { startProcess, type BulkheadProcess } from '@bulkhead/harness/start-process'
import { afterEach, expect, test } from 'vitest'

import {
  either,
  events,
  DONE,
  ScriptedProvider,
  USAGE,
  whole,
  delta,
  json,
} from './provider/scripted-provider.ts'

let stateDir: string | undefined
let running: Bulkhead | undefined
afterEach(async () => {
  await running?.stop()
  if (stateDir !== undefined) rmSync(stateDir, { recursive: true, force: true })
  running = stateDir = undefined
})

/** Settlements follow the response, collected for a moment. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 500))
const tyrellOf = ({ fetch }: Bulkhead) => new Client(fetch, localKey('tyrell'))
const completion = { max_tokens: 60, messages: [{ role: 'user', content: 'Hello' }] }
const complete = (client: Client, count: number) =>
  Promise.all(Array.from({ length: count }, () => client.post('/v1/chat/completions', completion)))
const spentBy = (all: readonly Sent[]) =>
  all.filter(({ status }) => status === 200).reduce((sum, { body }) => sum + body.usage.total_tokens, 0)
const tokensOf = async (client: Client) => (await client.get('/v1/usage')).body.limits.tokensPerDay

test('usage is what the answers said, also after the object was evicted', async () => {
  const bulkhead = await startBulkhead()
  running = bulkhead
  const tyrell = tyrellOf(bulkhead)
  const spent = spentBy(await complete(tyrell, 5))
  await settled()
  await bulkhead.worker('rate-limit').evictDurableObject('RateLimiter', { name: 'tyrell' })

  expect(spent).toBeGreaterThan(0)
  expect(await tokensOf(tyrell)).toMatchObject({ used: spent, reserved: 0, remaining: 2_000 - spent })
})

test('usage is what the answers said, also after a restart', async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const first = await startProcess({ stateDir })
  running = first
  const spent = spentBy(await complete(tyrellOf(first), 5))
  await settled()
  await first.stop()
  running = await startProcess({ stateDir })

  expect(spent).toBeGreaterThan(0)
  expect(await tokensOf(tyrellOf(running))).toMatchObject({ used: spent, reserved: 0 })
})

test('after a power cut, what was answered is counted, and at most the open estimates on top', async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const first = await startProcess({ stateDir })
  running = first
  const answered = spentBy(await complete(tyrellOf(first), 3))
  await settled()
  const before = await tokensOf(tyrellOf(first))
  // Slow answers: their tokens are reserved, and the lights go out before any is settled.
  await first.setFault({ target: 'ai', mode: 'slow' })
  const open = complete(tyrellOf(first), 4).catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const { reserved } = await tokensOf(tyrellOf(first))
  await first.kill()
  await open
  running = await startProcess({ stateDir })
  const after = await tokensOf(tyrellOf(running))

  expect(before.used).toBe(answered)
  expect(reserved).toBeGreaterThan(0)
  expect(after.used + after.reserved).toBeGreaterThanOrEqual(answered)
  expect(after.used + after.reserved).toBeLessThanOrEqual(answered + reserved)
  expect(after.remaining).toBe(2_000 - after.used - after.reserved)
})

/** Twenty of them take longer than anybody waits in everyday work. */
const KILLS = Number(process.env['USAGE_KILLS'] ?? 1)
/** What is older has been stored: settlements are collected for 250 ms, and two cores may be busy. */
const STORED_AFTER_MS = 2_000

test(
  'killed amid settlements, the export lacks at most the last moments and holds no more than was delivered',
  { timeout: 120_000 + 30_000 * KILLS },
  async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
    const provider = new ScriptedProvider()
    let delivered = 0
    provider.answer = (body, response) => {
      delivered += USAGE.total_tokens
      const chunks = [delta({ content: 'Aye.' }, 'stop'), { choices: [], usage: USAGE }, DONE]
      either(events(chunks), json(whole({ role: 'assistant', content: 'Aye.' }, { usage: USAGE })))(
        body,
        response,
      )
    }
    const variables = { OPENAI_BASE_URL: await provider.start() }
    const start = async () => (running = await startProcess({ stateDir: stateDir!, variables }))
    try {
      let [answered, stored] = [0, 0]
      for (let kill = 0; kill < KILLS; kill += 1) {
        const { endsMs, killedMs } = await answerUntilKilled(await start(), `kill-${kill}`)
        answered += endsMs.length
        stored += endsMs.filter((ms) => ms < killedMs - STORED_AFTER_MS).length
      }
      const admin = new Client((await start()).fetch, ADMIN_TOKEN)
      const { text } = await admin.get('/admin/v1/usage?format=ndjson&groupBy=tenant&tenant=acme')
      const { requests, totalTokens } = JSON.parse(text)

      expect(stored).toBeGreaterThan(0)
      expect(answered).toBeGreaterThan(stored)
      expect(requests).toBeGreaterThanOrEqual(stored)
      expect(totalTokens).toBeGreaterThanOrEqual(stored * USAGE.total_tokens)
      expect(totalTokens).toBeLessThanOrEqual(delivered)
    } finally {
      provider.stop()
    }
  },
)

/** Eight clients in a loop, until everything is killed after five seconds; says when each of their answers ended. */
async function answerUntilKilled(bulkhead: BulkheadProcess, name: string) {
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const endsMs: number[] = []
  const loop = async (_: unknown, client: number) => {
    for (let turn = 0; ; turn += 1) {
      // Plain, streamed and kept answers are settled by different isolates and objects.
      const kept = { 'idempotency-key': `${name}-${client}-${turn}` }
      const { status } = await acme.post(
        '/v1/chat/completions',
        { ...completion, stream: turn % 3 === 1 },
        turn % 3 === 2 ? kept : {},
      )
      if (status === 200) endsMs.push(Date.now())
    }
  }
  const loops = Promise.allSettled(Array.from({ length: 8 }, loop))
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const killedMs = Date.now()
  await bulkhead.kill()
  await loops
  return { endsMs, killedMs }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, localKey, type Sent } from '@bulkhead/harness/client'
import { startBulkhead } from '@bulkhead/harness/start-bulkhead'
import { startProcess } from '@bulkhead/harness/start-process'
import { afterEach, expect, test } from 'vitest'

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

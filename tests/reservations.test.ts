import { Client, localKey, problemsOfError, tokensAtRest } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const messages = [{ role: 'user', content: 'Hello' }]
const keyed = () => ({ 'idempotency-key': crypto.randomUUID() })

describe('an Idempotency-Key is no way round the budget', () => {
  test('where no result is kept, a repeat runs and pays anew', async () => {
    const key = keyed()
    const before = await tokensAtRest(stark)
    await stark.post('/v1/embeddings', { input: 'rope' }, key)
    const once = await tokensAtRest(stark)
    await stark.post('/v1/embeddings', { input: 'rope' }, key)
    const twice = await tokensAtRest(stark)

    expect(once.used).toBeGreaterThan(before.used)
    expect(twice.used - once.used).toBe(once.used - before.used)
  })

  test('a further attempt after a failure reserves anew, so a spent budget refuses it', async () => {
    const tyrell = new Client(bulkhead.fetch, localKey('tyrell'))
    const request = { messages, max_tokens: 400 }
    const keys = Array.from({ length: 4 }, keyed)
    await bulkhead.setFault({ target: 'ai', mode: 'error', status: 401 })
    for (const key of keys) {
      expect((await tyrell.post('/v1/chat/completions', request, key)).body.error.code).toBe('ai_rejected')
    }
    await bulkhead.clearFaults()
    expect((await tokensAtRest(tyrell)).used).toBe(0)
    // What is left is less than one of them may cost.
    let left = 2_000
    while (left > 420) {
      await tyrell.post('/v1/chat/completions', { messages })
      left = (await tokensAtRest(tyrell)).remaining
    }
    const repeats = await Promise.all(keys.map((key) => tyrell.post('/v1/chat/completions', request, key)))

    expect(repeats.map(({ status }) => status)).toEqual(keys.map(() => 402))
    expect((await tokensAtRest(tyrell)).used).toBeLessThanOrEqual(2_000)
  })

  test('a further attempt under a budget that allows it runs, and is settled once', async () => {
    const key = keyed()
    const request = { messages, model: '@cf/tests/model-1' }
    await bulkhead.setFault({ target: 'ai', mode: 'error', status: 401, count: 1 })
    const failed = await stark.post('/v1/chat/completions', request, key)
    const before = await tokensAtRest(stark)
    const ran = await stark.post('/v1/chat/completions', request, key)
    const after = await tokensAtRest(stark)

    expect([failed.status, ran.status]).toEqual([502, 200])
    expect(after.used - before.used).toBe(ran.body.usage.total_tokens)
  })
})

describe('what was reserved is free again', () => {
  test.each([
    ['an id that cannot be decoded', '/v1/sessions/%E0%A4%A/messages', { content: 'Hi' }, 404],
    ['a session that does not exist', '/v1/sessions/sess_nothing/messages', { content: 'Hi' }, 404],
    ['a model the tenant may not use', '/v1/chat/completions', { messages, model: 'no-such' }, 404],
    ['an embedding model there is not', '/v1/embeddings', { input: 'rope', model: 'no-such' }, 404],
  ])('after %s', async (_name, path, body, status) => {
    const before = await tokensAtRest(stark)
    const sent = await stark.post(path, body)

    expect(sent.status).toBe(status)
    expect(await tokensAtRest(stark)).toEqual(before)
  })
})

test.each([
  ['an unknown field', `{"messages": ${JSON.stringify(messages)}, "x": ${nested(50_000)}}`],
  [
    'the parameters of a tool',
    `{"messages": ${JSON.stringify(messages)}, "tools": [{"type": "function", "function": {"name": "f", "parameters": {"a": ${nested(50_000)}}}}]}`,
  ],
])('a body nested without end is the caller’s mistake, not an outage: %s', async (_name, body) => {
  const sent = await stark.post('/v1/chat/completions', body)

  expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
  expect(sent.body.error.message).toContain('levels deep')
})

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

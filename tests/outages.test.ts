import { Client, localKey, problemsOfError, read, tokensAtRest } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterEach, describe, expect, test } from 'vitest'

import { WONKA } from './tenants/keys.ts'

/** A Worker whose every method throws, as a callee does that is down. */
const DOWN = 'tests-down'
const down = { configPath: new URL('workers/down.wrangler.jsonc', import.meta.url).pathname }

let bulkhead: Bulkhead | undefined
afterEach(async () => {
  await bulkhead?.stop()
  bulkhead = undefined
})

async function without(binding: 'RATE_LIMIT' | 'CHAT' | 'RAG'): Promise<Bulkhead> {
  bulkhead = await startBulkhead({ extraWorkers: [down], bindingOverrides: { gateway: { [binding]: DOWN } } })
  return bulkhead
}

const completion = { messages: [{ role: 'user', content: 'Hello' }] }

describe('rate-limit is down', () => {
  test('what costs tokens is closed; the rest goes on under the coarse limit, and says so', async () => {
    const { fetch, ...system } = await without('RATE_LIMIT')
    const acme = new Client(fetch, localKey('acme'))

    const closed = await acme.post('/v1/chat/completions', completion)
    const open = await acme.get('/v1/documents')

    expect(problemsOfError(closed, 503, 'admission_unavailable')).toEqual([])
    expect(closed.headers.has('ratelimit')).toBe(false)
    expect(open.status).toBe(200)
    expect(open.headers.get('x-bulkhead-degraded')).toBe('admission')
    expect(open.headers.has('ratelimit')).toBe(false)
    const failures = system.logs().filter(({ message }) => message === 'admission failed')
    expect(failures).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          tenantId: 'acme',
          requestId: expect.any(String),
          errorCode: 'admission_unavailable',
        }),
      ]),
    )
  })

  test('the coarse limit is one: never unlimited', async () => {
    const { fetch } = await without('RATE_LIMIT')
    const acme = new Client(fetch, localKey('acme'))
    const all = await Promise.all(Array.from({ length: 80 }, () => acme.get('/v1/documents')))

    expect(all.filter(({ status }) => status === 200)).toHaveLength(60)
    for (const sent of all.filter(({ status }) => status !== 200)) {
      expect(problemsOfError(sent, 429, 'rate_limited')).toEqual([])
    }
    // Each tenant has its own: the flood of one takes nothing from another.
    expect((await new Client(fetch, localKey('globex')).get('/v1/documents')).status).toBe(200)
  })

  test('a tenant whose own limit is lower than the coarse one is refused', async () => {
    const { fetch } = await without('RATE_LIMIT')

    expect(
      problemsOfError(await new Client(fetch, WONKA).get('/v1/documents'), 503, 'admission_unavailable'),
    ).toEqual([])
  })
})

describe('a Worker behind the gateway is down', () => {
  test('an outage spends nothing: what was reserved is given back', async () => {
    const { fetch } = await without('CHAT')
    const tyrell = new Client(fetch, localKey('tyrell'))
    for (let i = 0; i < 3; i++) await tyrell.post('/v1/chat/completions', completion)

    expect(await tokensAtRest(tyrell)).toMatchObject({ used: 0, remaining: 2_000 })
  })

  test('chat: its routes are 503, the others work, readyz says not ready', async () => {
    const { fetch, ...system } = await without('CHAT')
    const acme = new Client(fetch, localKey('acme'))

    const chat = await acme.post('/v1/chat/completions', completion)
    const search = await acme.post('/v1/search', { query: 'rope' })
    const ready = await read(await fetch('/readyz'))
    const told = await new Client(fetch, localKey('$admin')).get('/readyz')

    expect(problemsOfError(chat, 503, 'service_unavailable')).toEqual([])
    expect(chat.text).not.toContain('nobody home')
    expect(search.status).toBe(200)
    expect(problemsOfError(ready, 503, 'service_unavailable')).toEqual([])
    expect(ready.body.error.details).toBeUndefined()
    expect(told.body.error.details).toEqual({ unavailable: ['chat'] })
    expect(system.logs()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ message: 'call failed', target: 'chat', tenantId: 'acme' }),
      ]),
    )
  })

  test('rag: documents are 503, chat works', async () => {
    const { fetch } = await without('RAG')
    const acme = new Client(fetch, localKey('acme'))

    expect(problemsOfError(await acme.get('/v1/documents'), 503, 'service_unavailable')).toEqual([])
    expect((await acme.post('/v1/chat/completions', completion)).status).toBe(200)
  })
})

test('without rag, an answer goes on from the model’s own knowledge and says so', async () => {
  bulkhead = await startBulkhead({ extraWorkers: [down], bindingOverrides: { chat: { RAG: DOWN } } })
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const { status, body } = await acme.post('/v1/answers', { question: 'How is a winch greased?' })

  expect(status).toBe(200)
  expect(body.citations).toEqual([])
  expect(body.warnings).toEqual([expect.objectContaining({ code: 'retrieval_unavailable' })])
})

test('a bug of ours is 500, told in full to the log and not at all to the caller', async () => {
  const nonsense = { configPath: new URL('workers/nonsense.wrangler.jsonc', import.meta.url).pathname }
  bulkhead = await startBulkhead({
    extraWorkers: [nonsense],
    bindingOverrides: { gateway: { RATE_LIMIT: 'tests-nonsense' } },
  })
  const sent = await new Client(bulkhead.fetch, localKey('acme')).get('/v1/documents')

  expect(problemsOfError(sent, 500, 'internal')).toEqual([])
  expect(sent.text).not.toMatch(/TypeError|Cannot read|\.ts/)
  const { requestId } = sent.body.error
  expect(
    bulkhead.logs().filter((line) => line['requestId'] === requestId && line['level'] === 'error'),
  ).toEqual([
    expect.objectContaining({
      message: 'request failed',
      tenantId: 'acme',
      stack: expect.stringContaining('at '),
    }),
  ])
})

// What nobody polite does: the same request fifty times at once, leaving at any byte, a provider that reports more than was reserved or stops
// in the middle.
import { createServer, type Server, type ServerResponse } from 'node:http'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventsOf, eventually } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { CYBERDYNE, STARK } from './tenants/keys.ts'

/** What the model server does next, and how often it was asked. */
const model = { calls: 0, tokens: 6, stalls: false }

/** A model server that says six words, slowly enough to be left in the middle. */
function answer(response: ServerResponse): void {
  model.calls += 1
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const chunk = (choices: unknown, usage?: unknown) =>
    response.write(`data: ${JSON.stringify({ choices, usage })}\n\n`)
  const { tokens, stalls } = model
  let left = 6
  const timer = setInterval(() => {
    left -= 1
    if (left >= 0) return chunk([{ index: 0, delta: { content: ' aye' } }])
    if (stalls) return false
    clearInterval(timer)
    const usage = { prompt_tokens: 4, completion_tokens: tokens }
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }], usage)
    return response.end('data: [DONE]\n\n')
  }, 10)
  response.once('close', () => clearInterval(timer))
}

let server: Server
let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    request.once('end', () => answer(response))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  bulkhead = await startServed({ variables: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` } })
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterAll(async () => {
  await bulkhead?.stop()
  server?.closeAllConnections()
  server?.close()
})

const streamed = { stream: true, messages: [{ role: 'user', content: 'Hello' }] }
const nothingOpen = (client: Client): Promise<number> =>
  eventually<number>(async () => {
    const { body } = await client.get('/v1/usage')
    const { reserved, used } = body.limits.tokensPerDay
    return reserved === 0 ? used : undefined
  })

const newMessages = async (): Promise<string> =>
  `/v1/sessions/${(await stark.post('/v1/sessions', {})).body.id}/messages`

test.each<[string, () => string | Promise<string>, object]>([
  ['a streamed completion', () => '/v1/chat/completions', streamed],
  ['a streamed answer', () => '/v1/answers', { stream: true, question: 'What is it?' }],
  ['a streamed message', newMessages, { stream: true, content: 'Hello' }],
])('%s sent fifty times at once under one key asks the model once', async (_name, pathOf, body) => {
  const path = await pathOf()
  const key = { 'idempotency-key': crypto.randomUUID() }
  const before = await nothingOpen(stark)
  model.calls = 0

  const all = await Promise.all(Array.from({ length: 50 }, () => stark.post(path, body, key)))

  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(all.map(({ text }) => text)).size).toBe(1)
  expect(all.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(49)
  expect(model.calls).toBe(1)
  // Once what the model told; an answer's search embeds its question on top.
  const used = (await nothingOpen(stark)) - before
  expect(Math.floor(used / 10)).toBe(1)
})

test('a plain message sent fifty times at once under one key runs once; the others are told to wait', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() }
  const path = await newMessages()
  model.calls = 0

  const all = await Promise.all(Array.from({ length: 50 }, () => stark.post(path, { content: 'Hello' }, key)))

  const done = all.filter(({ status }) => status === 200)
  const waiting = all.filter(({ body }) => body.error?.code === 'idempotency_in_progress')
  expect(model.calls).toBe(1)
  expect([done.length + waiting.length, new Set(done.map(({ text }) => text)).size]).toEqual([50, 1])
  expect((await stark.get(path)).body.data).toHaveLength(2)
})

test('clients that leave at any byte lose no answer and leave no reservation open', async () => {
  const before = await nothingOpen(stark)
  const sessions = await Promise.all(
    Array.from({ length: 40 }, async () => (await stark.post('/v1/sessions', {})).body.id as string),
  )
  await Promise.all(
    sessions.flatMap((session, i) => [
      leaveAfter(i * 40, `/v1/sessions/${session}/messages`, { stream: true, content: 'Hello' }),
      leaveAfter(i * 40, '/v1/chat/completions', streamed),
    ]),
  )
  const answers = await Promise.all(
    sessions.map((session) =>
      eventually(async () => {
        const { data } = (await stark.get(`/v1/sessions/${session}/messages`)).body
        return data[1]?.status === 'running' ? undefined : data
      }),
    ),
  )
  const used = (await nothingOpen(stark)) - before

  // Who left before its request was read may have asked for nothing; whoever asked has an answer.
  for (const data of answers.filter((messages) => messages.length > 0)) {
    expect(data[1]).toMatchObject({ status: 'complete', content: ' aye aye aye aye aye aye' })
  }
  expect(answers.filter((messages) => messages.length === 2).length).toBeGreaterThanOrEqual(30)
  expect(used).toBeGreaterThanOrEqual(10 * 60)
  expect(used).toBeLessThanOrEqual(10 * 80)
})

/** Reads so many bytes and goes; 0: goes at once. */
async function leaveAfter(bytes: number, path: string, body: unknown): Promise<void> {
  const controller = new AbortController()
  const sent = bulkhead.fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${STARK.full}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: controller.signal,
  })
  try {
    if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    else {
      const reader = (await sent).body!.getReader()
      for (let read = 0; read < bytes;) {
        const { done, value } = await reader.read()
        if (done) break
        read += value.byteLength
      }
    }
  } finally {
    controller.abort()
    await sent.catch(() => undefined)
  }
}

test('a provider that reports more than was reserved is believed, and the excess is logged', async () => {
  const before = await nothingOpen(stark)
  model.tokens = 50_000
  const sent = await stark.post('/v1/chat/completions', streamed)
  model.tokens = 6

  expect(sent.text.endsWith('data: [DONE]\n\n')).toBe(true)
  expect((await nothingOpen(stark)) - before).toBe(50_004)
})

test('a provider that stops in the middle is left after the idle timeout, which the error names', async () => {
  model.stalls = true
  const client = new Client(bulkhead.fetch, CYBERDYNE)
  const session = (await client.post('/v1/sessions', {})).body.id
  const { text } = await client.post(`/v1/sessions/${session}/messages`, { stream: true, content: 'Hello' })
  model.stalls = false

  expect(eventsOf(text).at(-1)).toMatchObject({
    event: 'error',
    data: { error: { code: 'ai_timeout', details: { timeout: 'idle' } } },
  })
  expect((await client.get(`/v1/sessions/${session}/messages`)).body.data[1]).toMatchObject({
    status: 'incomplete',
    content: ' aye aye aye aye aye aye',
  })
})

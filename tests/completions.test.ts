import type { ErrorCode } from '@bulkhead/errors/codes'
import { Client, eventually, localKey, problemsOfError, read, tokensAtRest } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let acme: Client
/** Has no fallback model, so every fault of the provider reaches the caller. */
let stark: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  acme = new Client(bulkhead.fetch, localKey('acme'))
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
const FALLBACK = '@cf/meta/llama-3.1-8b-instruct-fp8'
/** Models of stark that no other case uses. */
const models = Array.from({ length: 8 }, (_, i) => `@cf/tests/model-${i + 1}`).values()
const EMBEDDING = '@cf/baai/bge-m3'
const completion = { messages: [{ role: 'user', content: 'Say something about ropes.' }] }
const streamed = { ...completion, stream: true }

const chunksOf = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice(6)))

describe('plain', () => {
  test('answers in OpenAI’s shape, with model, attempts and overhead in the headers', async () => {
    const sent = await acme.post('/v1/chat/completions', completion)

    expect(sent.status).toBe(200)
    expect(sent.body).toMatchObject({
      object: 'chat.completion',
      model: MODEL,
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: { role: 'assistant', content: expect.stringMatching(/stand-in/) },
        },
      ],
    })
    expect(sent.body.usage.total_tokens).toBe(
      sent.body.usage.prompt_tokens + sent.body.usage.completion_tokens,
    )
    expect(sent.headers.get('x-bulkhead-model')).toBe(MODEL)
    expect(sent.headers.get('x-bulkhead-attempts')).toBe('1')
    expect(Number(sent.headers.get('x-bulkhead-overhead-ms'))).toBeGreaterThanOrEqual(0)
  })

  test('takes a model the tenant may use and no other, existing or not', async () => {
    const allowed = await acme.post('/v1/chat/completions', { ...completion, model: FALLBACK })
    const foreign = await acme.post('/v1/chat/completions', {
      ...completion,
      model: '@cf/openai/gpt-oss-120b',
    })
    const absent = await acme.post('/v1/chat/completions', { ...completion, model: 'no-such-model' })

    expect(allowed.body.model).toBe(FALLBACK)
    expect(problemsOfError(foreign, 404, 'model_not_found')).toEqual([])
    expect(problemsOfError(absent, 404, 'model_not_found')).toEqual([])
  })

  test('lowers max_tokens to the tenant’s own', async () => {
    const short = await acme.post('/v1/chat/completions', { ...completion, max_tokens: 3 })
    const large = await acme.post('/v1/chat/completions', { ...completion, max_tokens: 1_000_000 })

    expect(short.body.choices[0].finish_reason).toBe('length')
    expect(short.body.usage.completion_tokens).toBeLessThanOrEqual(3)
    expect(large.status).toBe(200)
  })
})

test('a client that leaves before its answer is logged with what it used, like any other', async () => {
  // One that holds no lease, which would keep its gateway at work.
  await bulkhead.setFault({ target: 'ai', mode: 'slow' })
  const id = 'left-before-its-answer'
  const headers = {
    authorization: `Bearer ${localKey('globex')}`,
    'content-type': 'application/json',
    'x-request-id': id,
  }
  const body = JSON.stringify(completion)
  const signal = AbortSignal.timeout(500)

  await expect(
    bulkhead.fetch('/v1/chat/completions', { method: 'POST', headers, body, signal }),
  ).rejects.toThrow(/abort|timeout/i)

  const told = await eventually(async () => {
    const lines = bulkhead.logs()
    const request = lines.find((line) => line['clientRequestId'] === id)
    const attempt = lines.find(
      ({ requestId, message }) => requestId === request?.requestId && message === 'ai attempt',
    )
    return request === undefined || attempt === undefined ? undefined : { request, attempt }
  })
  expect(told.request).toMatchObject({ message: 'request', tenantId: 'globex', status: 200 })
  expect(told.attempt).toMatchObject({
    tenantId: 'globex',
    outcome: 'ok',
    completionTokens: expect.any(Number),
  })
})

describe('streamed', () => {
  test('comes as chunks and ends with [DONE]', async () => {
    const response = await acme.raw('POST', '/v1/chat/completions', {
      ...streamed,
      stream_options: { include_usage: true },
    })
    const { text, headers } = await read(response)

    expect(headers.get('content-type')).toContain('text/event-stream')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    const chunks = chunksOf(text)
    expect(chunks[0].choices[0].delta.role).toBe('assistant')
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toContain('stand-in')
    expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason === 'stop')).toHaveLength(1)
    expect(chunks.at(-1).usage.total_tokens).toBeGreaterThan(0)
  })
})

describe('the provider fails before the first token', () => {
  // Each case has a model of its own: failures open a model's breaker, for a while, for everyone.
  test.each<[string, { mode: string; status?: number }, number, ErrorCode]>([
    ['down', { mode: 'error', status: 500 }, 503, 'ai_unavailable'],
    ['out of quota', { mode: 'quota' }, 503, 'ai_unavailable'],
    ['refuses our key', { mode: 'error', status: 401 }, 502, 'ai_rejected'],
    ['talks nonsense', { mode: 'malformed' }, 503, 'ai_unavailable'],
  ])('%s', async (_name, fault, status, code) => {
    const model = models.next().value
    for (const body of [completion, streamed]) {
      await bulkhead.setFault({ target: 'ai', ...fault })
      const sent = await stark.post('/v1/chat/completions', { ...body, model })

      expect(problemsOfError(sent, status, code)).toEqual([])
    }
  })

  test('a fallback model answers, and the headers say so', async () => {
    await bulkhead.setFault({ target: 'ai', mode: 'error', status: 401, count: 1 })
    const sent = await acme.post('/v1/chat/completions', completion)

    expect(sent.status).toBe(200)
    expect(sent.headers.get('x-bulkhead-model')).toBe(FALLBACK)
    expect(sent.headers.get('x-bulkhead-attempts')).toBe('2')
  })
})

test('a stream cut in the middle ends with an error chunk and no [DONE]', async () => {
  await bulkhead.setFault({ target: 'ai', mode: 'cut', count: 1 })
  const { status, text } = await read(
    await stark.raw('POST', '/v1/chat/completions', { ...streamed, model: models.next().value }),
  )

  expect(status).toBe(200)
  const last = chunksOf(text).at(-1)
  expect(last.choices[0].finish_reason).toBe('error')
  expect(last.error.code).toBe('ai_unavailable')
  expect(text).not.toContain('[DONE]')
})

test('failures of the provider never reach the budget', async () => {
  const before = await tokensAtRest(stark)
  await bulkhead.setFault({ target: 'ai', mode: 'error', status: 401 })
  await stark.post('/v1/chat/completions', { ...completion, model: models.next().value })

  expect(await tokensAtRest(stark)).toEqual(before)
})

describe('models', () => {
  test('lists the tenant’s own, those it may name, and the embedding model', async () => {
    const { body } = await acme.get('/v1/models')

    expect(body.object).toBe('list')
    expect(body.data.map((model: { id: string }) => model.id)).toEqual([MODEL, FALLBACK, EMBEDDING])
  })

  test.each([MODEL, encodeURIComponent(MODEL)])('is found by its id, slashes raw or not: %s', async (id) => {
    expect((await acme.get(`/v1/models/${id}`)).body).toMatchObject({ id: MODEL, object: 'model' })
  })

  test('another tenant’s model is not there', async () => {
    expect(
      problemsOfError(await acme.get('/v1/models/@cf/openai/gpt-oss-120b'), 404, 'model_not_found'),
    ).toEqual([])
  })
})

describe('embeddings', () => {
  test('come as numbers or as base64 of the same numbers', async () => {
    const numbers = await acme.post('/v1/embeddings', { input: ['rope', 'anchor'] })
    const packed = await acme.post('/v1/embeddings', { input: 'rope', encoding_format: 'base64' })

    expect(numbers.body).toMatchObject({
      object: 'list',
      model: EMBEDDING,
      usage: { total_tokens: expect.any(Number) },
    })
    expect(numbers.body.data.map((row: { embedding: number[] }) => row.embedding.length)).toEqual([
      1_024, 1_024,
    ])
    const bytes = Uint8Array.from(atob(packed.body.data[0].embedding), (c) => c.charCodeAt(0))
    const floats = new Float32Array(bytes.buffer)
    expect(floats[0]).toBeCloseTo(numbers.body.data[0].embedding[0], 5)
  })

  test('have one width: another is refused instead of answered with it', async () => {
    const sent = await acme.post('/v1/embeddings', { input: 'rope', dimensions: 10 })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(sent.body.error.param).toBe('dimensions')
  })
})

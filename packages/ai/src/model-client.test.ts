import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Breaker } from './attempts/breaker.ts'
import { Catalogue } from './catalogue.ts'
import { DialectBook } from './dialects/dialect-book.ts'
import { ModelClient } from './model-client.ts'
import type { ModelCall } from './model-request.ts'

type Run = (model: string, inputs: { stream?: boolean }, options: object) => Promise<unknown>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const SECRET = 'the secret of the prompt'

function callFor(more: Partial<ModelCall> = {}): ModelCall {
  return {
    ctx: {
      requestId: 'r1',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      tenantId: parseTenantId('acme'),
      keyId: 'k',
      route: '/r',
      deadline: Date.now() + 60_000,
    },
    models: ['@cf/a', '@cf/b'],
    timeouts: { firstTokenMs: 100, idleMs: 50, totalMs: 10_000 },
    request: {
      messages: [{ role: 'user', content: SECRET }],
      maxTokens: 10,
      parameters: { temperature: 0.5 },
    },
    ...more,
  }
}

function clientWith(steps: readonly (object | Error | 'hang' | ReadableStream)[], env = {}) {
  const left = [...steps]
  const calls: { model: string; inputs: object; options: object }[] = []
  const lines: Record<string, unknown>[] = []
  const run: Run = async (model, inputs, options) => {
    calls.push({ model, inputs, options })
    const step = left.shift() ?? { response: 'Hi' }
    if (step === 'hang') return await new Promise(() => {})
    if (step instanceof Error) throw step
    return step
  }
  const log = new Log('test', { LOG_LEVEL: 'debug' }, {}, (line) => lines.push(JSON.parse(line)))
  const base = { AI: { run }, AI_GATEWAY_ID: '', ENVIRONMENT: 'local', OPENAI_BASE_URL: '', OPENAI_MODEL: '' }
  const memory = {
    catalogue: new Catalogue({ models: {} }),
    breaker: new Breaker(),
    dialects: new DialectBook(),
  }
  return {
    client: new ModelClient({ ...base, ...env }, log, memory, () => 0.5),
    calls,
    lines,
  }
}

const failure = (status: number) => Object.assign(new Error(`failed with ${SECRET}`), { status })
const models = (calls: { model: string }[]) => calls.map(({ model }) => model)

/** Runs to the end, whatever has to be slept on the way. */
async function settled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  await vi.runAllTimersAsync()
  return await work
}

test('one attempt when all is well', async () => {
  const { client, calls } = clientWith([
    { response: 'Hi', usage: { prompt_tokens: 4, completion_tokens: 1 } },
  ])

  const answer = await settled(client.generate(callFor()))

  expect(answer).toMatchObject({ model: '@cf/a', attempts: 1, text: 'Hi', finishReason: 'stop' })
  expect(answer.usage).toEqual({ promptTokens: 4, completionTokens: 1, estimated: false })
  expect(calls[0]).toMatchObject({ inputs: { max_tokens: 10, temperature: 0.5 }, options: {} })
})

test('tells the gateway who asks and turns its retries off', async () => {
  const { client, calls } = clientWith([], { AI_GATEWAY_ID: 'bulkhead' })

  await settled(client.generate(callFor()))

  expect(calls[0]!.options).toEqual({
    gateway: { id: 'bulkhead', metadata: { tenantId: 'acme', requestId: 'r1' }, retries: { maxAttempts: 1 } },
    rejectIfBusy: true,
  })
})

test.each([408, 409, 429, 500, 503])('%s is tried once more, then the next model answers', async (status) => {
  const { client, calls } = clientWith([failure(status), failure(status)])

  const answer = await settled(client.generate(callFor()))

  expect(models(calls)).toEqual(['@cf/a', '@cf/a', '@cf/b'])
  expect(answer).toMatchObject({ model: '@cf/b', attempts: 3 })
})

test.each([400, 401, 403, 404])('%s goes to the next model at once', async (status) => {
  const { client, calls } = clientWith([failure(status)])

  await settled(client.generate(callFor()))

  expect(models(calls)).toEqual(['@cf/a', '@cf/b'])
})

test('a prompt that is too long is tried nowhere else', async () => {
  const { client, calls } = clientWith([new Error('AiError: 5021: context window')])

  await expect(settled(client.generate(callFor()))).rejects.toMatchObject({ code: 'context_length_exceeded' })
  expect(calls).toHaveLength(1)
})

test('a malformed and an empty answer are failed attempts', async () => {
  const { client, calls } = clientWith([{ nonsense: true }, { response: '' }])

  expect(await settled(client.generate(callFor()))).toMatchObject({ model: '@cf/b' })
  expect(calls).toHaveLength(3)
})

test('a hanging model is left for the next when its time is over', async () => {
  const { client, calls } = clientWith(['hang'])
  const startMs = Date.now()

  const answer = await settled(client.generate(callFor()))

  expect(answer.model).toBe('@cf/b')
  expect(calls).toHaveLength(2)
  expect(answer.providerMs).toBe(100 + 10 * 20)
  expect(Date.now() - startMs).toBeGreaterThanOrEqual(300)
})

test('nothing outlives the deadline of the request', async () => {
  const { client, calls } = clientWith(['hang', 'hang'])
  const call = callFor()
  const ctx = { ...call.ctx, deadline: Date.now() + 80 }

  await expect(settled(client.generate({ ...call, ctx }))).rejects.toMatchObject({
    code: 'ai_timeout',
    details: { timeout: 'total' },
  })
  expect(calls).toHaveLength(1)
})

test('obeys Retry-After, and leaves a model that asks for too long a wait', async () => {
  const fetchMock = vi
    .fn<typeof fetch>()
    .mockResolvedValueOnce(new Response('{}', { status: 429, headers: { 'retry-after': '1' } }))
    .mockResolvedValueOnce(new Response('{}', { status: 429, headers: { 'retry-after': '30' } }))
    .mockResolvedValueOnce(new Response('{}', { status: 429, headers: { 'retry-after': '30' } }))
  vi.stubGlobal('fetch', fetchMock)
  const { client } = clientWith([], { OPENAI_BASE_URL: 'http://models/v1' })
  const startMs = Date.now()

  const failed = settled(client.generate(callFor()))

  await expect(failed).rejects.toMatchObject({ code: 'ai_unavailable', retryAfterMs: 30_000 })
  expect(fetchMock).toHaveBeenCalledTimes(3)
  expect(Date.now() - startMs).toBe(1_000)
})

test('sends everything to the OpenAI-compatible server locally, under its own model name', async () => {
  const reply = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }
  const fetchMock = vi.fn<typeof fetch>().mockResolvedValue(Response.json(reply))
  vi.stubGlobal('fetch', fetchMock)
  const env = { OPENAI_BASE_URL: 'http://models/v1/', OPENAI_MODEL: 'llama3', OPENAI_API_KEY: 'k1' }
  const { client, calls } = clientWith([], env)

  const answer = await settled(client.generate(callFor()))

  const [url, init] = fetchMock.mock.calls[0]!
  expect(url).toBe('http://models/v1/chat/completions')
  expect(init?.headers).toMatchObject({ authorization: 'Bearer k1' })
  expect(JSON.parse(init!.body as string)).toMatchObject({
    model: 'llama3',
    max_tokens: 10,
    temperature: 0.5,
  })
  expect(answer.model).toBe('@cf/a')
  expect(calls).toHaveLength(0)
})

test('in production only models without @cf/ go there, and without an address they are refused', async () => {
  const { client, calls } = clientWith([], { ENVIRONMENT: 'production', OPENAI_BASE_URL: '' })

  expect(await settled(client.generate(callFor()))).toMatchObject({ model: '@cf/a' })
  await expect(settled(client.generate(callFor({ models: ['gpt-x'] })))).rejects.toMatchObject({
    code: 'ai_rejected',
  })
  expect(calls).toHaveLength(1)
})

test('a dead model is left alone after five requests, and the answer says when to return', async () => {
  const { client, calls, lines } = clientWith(Array.from({ length: 12 }, () => failure(500)))
  const only = () => settled(client.generate(callFor({ models: ['@cf/a'] })))
  for (let i = 0; i < 5; i++) await expect(only()).rejects.toMatchObject({ code: 'ai_unavailable' })

  await expect(only()).rejects.toMatchObject({ code: 'ai_unavailable', retryAfterMs: expect.any(Number) })

  expect(calls).toHaveLength(10)
  expect(lines.at(-1)).toMatchObject({
    level: 'warn',
    message: 'model skipped',
    model: '@cf/a',
    tenantId: 'acme',
    requestId: 'r1',
    traceId: 'a'.repeat(32),
  })
  vi.setSystemTime(Date.now() + 5_000)
  await expect(only()).rejects.toMatchObject({ code: 'ai_unavailable' })
  expect(calls).toHaveLength(12)
})

test('429 is load: however often, the model is asked again', async () => {
  const { client, calls } = clientWith(Array.from({ length: 40 }, () => failure(429)))
  const only = () => settled(client.generate(callFor({ models: ['@cf/a'] })))
  for (let i = 0; i < 20; i++) await expect(only()).rejects.toMatchObject({ code: 'ai_unavailable' })

  expect(await only()).toMatchObject({ text: 'Hi' })
  expect(calls).toHaveLength(41)
})

test("requests that are wrong by themselves do not open a model's circuit for others", async () => {
  const { client, calls } = clientWith(Array.from({ length: 8 }, () => failure(400)))
  for (let i = 0; i < 8; i++) {
    await expect(settled(client.generate(callFor({ models: ['@cf/a'] })))).rejects.toMatchObject({
      code: 'ai_rejected',
    })
  }

  expect(await settled(client.generate(callFor({ models: ['@cf/a'] })))).toMatchObject({ text: 'Hi' })
  expect(calls).toHaveLength(9)
})

test('counts for itself when the provider does not', async () => {
  const { client } = clientWith([{ response: 'one two three' }])

  const { usage } = await settled(client.generate(callFor()))

  expect(usage.estimated).toBe(true)
  expect(usage.promptTokens).toBeGreaterThan(5)
  expect(usage.completionTokens).toBeGreaterThanOrEqual(3)
})

const sse = (...events: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const event of events) controller.enqueue(new TextEncoder().encode(`data: ${event}\n\n`))
      controller.close()
    },
  })

test('what a model thought is counted when the provider does not count, and passed on apart from its text', async () => {
  const thoughts = 'first this, then that, and so on, at length '.repeat(5)
  const { client } = clientWith([
    { choices: [{ message: { content: 'Hi', reasoning_content: thoughts }, finish_reason: 'stop' }] },
    sse(
      JSON.stringify({ choices: [{ delta: { reasoning: thoughts } }] }),
      '{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}',
      '[DONE]',
    ),
  ])
  const request = { ...callFor().request, maxTokens: 200 }

  const answer = await settled(client.generate(callFor({ request })))
  const stream = await settled(client.stream(callFor({ request })))
  const deltas = []
  for await (const group of stream.deltas()) deltas.push(...group)

  expect(answer).toMatchObject({ text: 'Hi', extra: { message: { reasoning_content: thoughts } } })
  expect(deltas).toMatchObject([{ text: '', extra: { message: { reasoning: thoughts } } }, { text: 'Hi' }])
  expect(answer.usage.completionTokens).toBeGreaterThan(40)
  expect(stream.finish.usage).toEqual(answer.usage)
})

test('a stream that fails before its first token is tried elsewhere', async () => {
  const { client } = clientWith([sse(), sse('{"response":""}', '[DONE]'), sse('{"response":"Hi"}', '[DONE]')])

  const stream = await settled(client.stream(callFor()))
  const deltas = []
  for await (const group of stream.deltas()) deltas.push(...group)

  expect(stream).toMatchObject({ model: '@cf/b', attempts: 3 })
  expect(deltas).toMatchObject([{ text: 'Hi' }])
  expect(stream.finish).toMatchObject({ finishReason: 'stop', usage: { estimated: true } })
})

test('a stream that breaks after its first token is an error, and says what was used', async () => {
  const { client, calls } = clientWith([sse('{"response":"Hi"}')])
  const stream = await settled(client.stream(callFor()))

  const read = async () => {
    for await (const group of stream.deltas()) void group
  }

  await expect(read()).rejects.toMatchObject({ code: 'ai_unavailable' })
  expect(stream.usageSoFar()).toMatchObject({ estimated: true, completionTokens: expect.any(Number) })
  expect(calls).toHaveLength(1)
})

test('an answer in one piece where a stream was asked for is streamed as one', async () => {
  const { client } = clientWith([{ response: 'Hi', usage: { prompt_tokens: 3, completion_tokens: 1 } }])

  const stream = await settled(client.stream(callFor({ models: ['@cf/a'] })))
  const deltas = []
  for await (const group of stream.deltas()) deltas.push(...group)

  expect(deltas).toMatchObject([{ text: 'Hi' }])
  expect(stream.finish).toMatchObject({ finishReason: 'stop', usage: { promptTokens: 3, estimated: false } })
})

test('what a provider counted of attempts that failed is told, to be paid for', async () => {
  const usage = { prompt_tokens: 9, completion_tokens: 0 }
  const { client } = clientWith([
    { response: '', usage },
    sse(JSON.stringify({ error: 'died', usage: { prompt_tokens: 7, completion_tokens: 1 } })),
    { response: 'Hi' },
  ])
  const spent: object[] = []

  const answer = await settled(client.generate(callFor({ onSpent: (each) => spent.push(each) })))

  expect(answer.model).toBe('@cf/b')
  expect(spent).toMatchObject([
    { model: '@cf/a', attempt: 1, usage: { promptTokens: 9, completionTokens: 0 } },
    { model: '@cf/a', attempt: 2, usage: { promptTokens: 7, completionTokens: 1 } },
  ])
})

test('a stream that arrives after its time is let go', async () => {
  let cancelled = false
  const late = new Promise<unknown>((resolve) => {
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    setTimeout(() => resolve(body), 500)
  })
  const { client } = clientWith([late as never])

  await expect(settled(client.stream(callFor({ models: ['@cf/a'] })))).rejects.toMatchObject({
    code: 'ai_timeout',
    details: { timeout: 'firstToken' },
  })
  expect(cancelled).toBe(true)
})

test('aborting a stream lets the connection to the server go', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"response":"Hi"}\n\n')),
  })
  const fetchMock = vi.fn<typeof fetch>().mockResolvedValue(new Response(body))
  vi.stubGlobal('fetch', fetchMock)
  const { client, lines } = clientWith([], { OPENAI_BASE_URL: 'http://models/v1' })
  const stream = await settled(client.stream(callFor()))
  const reading = (async () => {
    for await (const group of stream.deltas()) void group
  })()

  stream.abort()

  await expect(reading).rejects.toMatchObject({ code: 'ai_unavailable' })
  expect(fetchMock.mock.calls[0]![1]?.signal?.aborted).toBe(true)
  expect(lines.at(-1)).toMatchObject({ outcome: 'aborted' })
})

test('every attempt is one line that says what it counts, and no line holds the prompt', async () => {
  const { client, lines } = clientWith([failure(500), failure(401)])

  await settled(client.generate(callFor()))

  expect(lines.map(({ level, attempt, outcome, model }) => [level, attempt, outcome, model])).toEqual([
    ['warn', 1, 'transient', '@cf/a'],
    ['warn', 2, 'rejected', '@cf/a'],
    ['info', 3, 'ok', '@cf/b'],
  ])
  expect(lines[2]).toMatchObject({
    message: 'ai attempt',
    tenantId: expect.any(String),
    latencyMs: expect.any(Number),
    promptTokens: expect.any(Number),
    completionTokens: expect.any(Number),
  })
  expect(JSON.stringify(lines)).not.toContain(SECRET)
})

const OPENAI = { OPENAI_BASE_URL: 'http://models/v1', OPENAI_API_KEY: 'k1' }
const HI = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }
const bodyOf = (init: RequestInit | undefined) => JSON.parse(init!.body as string)
const bodiesOf = (fetchMock: { mock: { calls: Parameters<typeof fetch>[] } }) =>
  fetchMock.mock.calls.map(([, init]) => bodyOf(init))

test('what a refusal teaches about a model is tried at once, remembered, and told', async () => {
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  const fetchMock = vi.fn<typeof fetch>(async (_url, init) =>
    'max_tokens' in bodyOf(init)
      ? Response.json({ error: { message, param: 'max_tokens' } }, { status: 400 })
      : Response.json(HI),
  )
  vi.stubGlobal('fetch', fetchMock)
  const { client, lines } = clientWith([], OPENAI)

  const first = await settled(client.generate(callFor()))
  await settled(client.generate(callFor()))

  expect(first).toMatchObject({ text: 'Hi', attempts: 1 })
  expect(bodiesOf(fetchMock).map((body) => body.max_completion_tokens)).toEqual([undefined, 10, 10])
  expect(lines.filter((line) => line['message'] === 'model dialect learnt')).toMatchObject([
    { model: '@cf/a', tenantId: 'acme', reason: 'outputLimit: max_completion_tokens' },
  ])
})

test('what a lesson did not mend is not remembered', async () => {
  const message = 'System message must be at the beginning'
  const fetchMock = vi.fn<typeof fetch>(async () => Response.json({ error: { message } }, { status: 400 }))
  vi.stubGlobal('fetch', fetchMock)
  const { client, lines } = clientWith([], OPENAI)
  const system = { role: 'system', content: 'S' } as const
  const messages = [system, { role: 'user', content: 'U' } as const, system]
  const request = { ...callFor().request, messages }

  await expect(settled(client.generate(callFor({ request, models: ['m'] })))).rejects.toBeDefined()

  expect(bodiesOf(fetchMock).map((body) => body.messages.length)).toEqual([3, 2, 1])
  expect(lines.some((line) => line['message'] === 'model dialect learnt')).toBe(false)
})

test('what is not ours to decide goes to a server that speaks the same API, as it came', async () => {
  const fetchMock = vi.fn<typeof fetch>().mockImplementation(async () => Response.json(HI))
  vi.stubGlobal('fetch', fetchMock)
  const { client } = clientWith([], OPENAI)
  const messages = [{ role: 'assistant', content: null, refusal: 'No.', reasoning_content: 'hm' } as const]
  const parameters = {
    parallel_tool_calls: false,
    tools: [],
    later: { a: 1 },
    model: 'other',
    max_tokens: 9_999,
  }

  await settled(client.generate(callFor({ request: { messages, maxTokens: 10, parameters } })))

  expect(bodiesOf(fetchMock)[0]).toEqual({ later: { a: 1 }, messages, model: '@cf/a', max_tokens: 10 })
})

test('a redirect is not followed, and a server that cannot be reached is named without its key', async () => {
  const fetchMock = vi
    .fn<typeof fetch>()
    .mockResolvedValueOnce(new Response(null, { status: 307, headers: { location: 'http://elsewhere' } }))
    .mockRejectedValueOnce(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }))
    .mockImplementation(async () => Response.json(HI))
  vi.stubGlobal('fetch', fetchMock)
  const { client, lines } = clientWith([], { ...OPENAI, OPENAI_BASE_URL: 'http://user:k1@models:81/v1' })

  await settled(client.generate(callFor()))

  expect(fetchMock.mock.calls[0]![1]?.redirect).toBe('manual')
  expect(lines.map(({ target, reason, status }) => ({ target, reason, status }))).toMatchObject([
    { target: 'models:81', reason: 'rejected (redirect)', status: 307 },
    { target: 'models:81', reason: 'transient (connection refused)' },
    {},
  ])
  expect(JSON.stringify(lines)).not.toContain('k1')
})

test('embeds with the same patience, in order, and tells what was used', async () => {
  const { client, calls, lines } = clientWith([
    failure(500),
    {
      data: [
        [1, 2],
        [3, 4],
      ],
    },
  ])
  const { ctx } = callFor()
  const call = { ctx, model: '@cf/e', texts: ['hull', 'mast'], deadline: ctx.deadline }

  const embedded = await settled(client.embed({ ...call, timeouts: { attemptMs: 100, totalMs: 1_000 } }))

  expect(embedded.vectors).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(embedded.usage).toMatchObject({ completionTokens: 0, estimated: true })
  expect(calls.map(({ inputs }) => inputs)).toEqual([{ text: ['hull', 'mast'] }, { text: ['hull', 'mast'] }])
  expect(lines.map(({ outcome }) => outcome)).toEqual(['transient', 'ok'])
})

test.each([
  ['too few', { data: [[1, 2]] }],
  ['none', {}],
  ['no numbers', { data: [['a'], ['b']] }],
])('%s vectors are a failed attempt', async (_name, reply) => {
  const { client } = clientWith([reply, reply])
  const { ctx } = callFor()
  const call = { ctx, model: '@cf/e', texts: ['hull', 'mast'], deadline: ctx.deadline }

  await expect(
    settled(client.embed({ ...call, timeouts: { attemptMs: 100, totalMs: 1_000 } })),
  ).rejects.toMatchObject({ code: 'ai_unavailable' })
})

test('a server that speaks OpenAI’s API embeds too, in whatever order it answers', async () => {
  const data = [
    { index: 1, embedding: [3, 4] },
    { index: 0, embedding: [1, 2] },
  ]
  const fetchMock = vi.fn<typeof fetch>(async () => Response.json({ data, usage: { prompt_tokens: 5 } }))
  vi.stubGlobal('fetch', fetchMock)
  const { client } = clientWith([], OPENAI)
  const { ctx } = callFor()
  const call = { ctx, model: 'e', texts: ['hull', 'mast'], deadline: ctx.deadline }

  const embedded = await settled(client.embed({ ...call, timeouts: { attemptMs: 100, totalMs: 1_000 } }))

  expect(embedded.vectors).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(embedded.usage).toEqual({ promptTokens: 5, completionTokens: 0, estimated: false })
})

test('token ids go to servers that speak OpenAI’s API, and Workers AI takes texts alone', async () => {
  const fetchMock = vi.fn<typeof fetch>(async () => Response.json({ data: [[1, 2]] }))
  vi.stubGlobal('fetch', fetchMock)
  const { ctx } = callFor()
  const timeouts = { attemptMs: 100, totalMs: 1_000 }
  const call = { ctx, model: '@cf/e', texts: [[9906, 1917]], deadline: ctx.deadline, timeouts }

  const embedded = await settled(clientWith([], OPENAI).client.embed(call))

  expect(JSON.stringify(fetchMock.mock.calls[0])).toContain('\\"input\\":[[9906,1917]]')
  expect(embedded.usage).toMatchObject({ promptTokens: 2 })
  await expect(settled(clientWith([]).client.embed(call))).rejects.toMatchObject({
    code: 'invalid_request',
    param: 'input',
  })
})

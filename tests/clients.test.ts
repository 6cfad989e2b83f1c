import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { HumanMessage } from '@langchain/core/messages'
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { generateText, streamText } from 'ai'
import OpenAI, {
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let baseURL: string
beforeAll(async () => {
  bulkhead = await startServed()
  baseURL = new URL('/v1', bulkhead.url).href
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const MODEL = '@cf/meta/llama-3.1-8b-instruct-fp8'
const EMBEDDING = '@cf/baai/bge-m3'
const messages = [{ role: 'user' as const, content: 'Hello' }]
/** Models that nothing else uses, since a failure opens a model's circuit for everyone. */
const models = Array.from({ length: 8 }, (_, i) => `@cf/tests/model-${i + 1}`).values()
const nextModel = () => models.next().value!

describe('openai', () => {
  const client = (apiKey: string = STARK.full) => new OpenAI({ baseURL, apiKey })

  test('completes', async () => {
    const completion = await client().chat.completions.create({ model: MODEL, messages })

    expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } })
    expect(completion.choices[0]!.message.content).toContain('stand-in')
    expect(completion.usage!.total_tokens).toBeGreaterThan(0)
  })

  test('streams, with usage at the end', async () => {
    const stream = await client().chat.completions.create({
      model: MODEL,
      messages: [...messages, { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] }, ...messages],
      stream: true,
      stream_options: { include_usage: true },
    })
    let text = ''
    let usage: OpenAI.CompletionUsage | null | undefined
    let finish: string | null | undefined
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ''
      finish ??= chunk.choices[0]?.finish_reason
      usage = chunk.usage ?? usage
    }

    expect(text).toContain('stand-in')
    expect(finish).toBe('stop')
    expect(usage!.completion_tokens).toBeGreaterThan(0)
  })

  test('calls tools and takes their results', async () => {
    const tools = [
      {
        type: 'function' as const,
        function: {
          name: 'get_weather',
          description: 'Weather of a place',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      },
    ]
    const asked = [{ role: 'user' as const, content: 'What is the weather in Oslo?' }]
    const first = await client().chat.completions.create({
      model: MODEL,
      messages: asked,
      tools,
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
    })
    const [call] = first.choices[0]!.message.tool_calls!

    expect(first.choices[0]!.finish_reason).toBe('tool_calls')
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } })
    const second = await client().chat.completions.create({
      model: MODEL,
      messages: [
        ...asked,
        first.choices[0]!.message,
        { role: 'tool', tool_call_id: call!.id, content: '{"degrees": 3}' },
      ],
      tools,
    })
    expect(second.choices[0]!.finish_reason).toBe('stop')
  })

  test('answers in JSON when asked to', async () => {
    const object = await client().chat.completions.create({
      model: MODEL,
      messages,
      response_format: { type: 'json_object' },
    })

    expect(typeof JSON.parse(object.choices[0]!.message.content!)).toBe('object')
  })

  test('embeds: the client asks for base64 by itself', async () => {
    const { data } = await client().embeddings.create({ model: EMBEDDING, input: ['rope', 'sail'] })

    expect(data.map(({ embedding }) => embedding.length)).toEqual([1_024, 1_024])
    expect(data[0]!.embedding.some((value) => value !== 0)).toBe(true)
  })

  test('lists and finds models', async () => {
    const { data } = await client().models.list()

    expect(data.map(({ id }) => id)).toContain(MODEL)
    expect((await client().models.retrieve(MODEL)).id).toBe(MODEL)
  })

  test.each([
    [AuthenticationError, () => client('bh_wrong').models.list(), 401, 'api_key_invalid'],
    [PermissionDeniedError, () => client(STARK.searchOnly).models.list(), 403, 'scope_insufficient'],
    [
      NotFoundError,
      () => client().chat.completions.create({ model: 'no-such', messages }),
      404,
      'model_not_found',
    ],
    [
      BadRequestError,
      () => client().chat.completions.create({ model: MODEL, messages, n: 2 }),
      400,
      'invalid_request',
    ],
  ])('raises %o with code and request id', async (exception, send, status, code) => {
    const error = await Promise.resolve(send()).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )

    expect(error).toBeInstanceOf(exception)
    expect(error).toMatchObject({ status, code, requestID: expect.stringMatching(/^req_/) })
  })

  test('obeys x-should-retry: false, so a refused provider key is asked for once', async () => {
    const model = nextModel()
    await bulkhead.setFault({ target: 'ai', mode: 'error', status: 401 })
    bulkhead.clearLogs()

    await expect(client().chat.completions.create({ model, messages })).rejects.toMatchObject({
      status: 502,
      code: 'ai_rejected',
    })
    const requests = bulkhead
      .logs()
      .filter(({ message, route }) => message === 'request' && route === '/v1/chat/completions')
    expect(requests).toHaveLength(1)
  })

  test('raises when a stream is cut', async () => {
    await bulkhead.setFault({ target: 'ai', mode: 'cut', count: 1 })
    const stream = await client().chat.completions.create({ model: nextModel(), messages, stream: true })
    const read = async () => {
      let text = ''
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
      return text
    }

    await expect(read()).rejects.toMatchObject({ code: 'ai_unavailable' })
  })

  test('raises RateLimitError when the limit is spent, and waits as Retry-After says', async () => {
    const hooli = new OpenAI({ baseURL, apiKey: localKey('hooli'), maxRetries: 0 })
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => hooli.models.list()))
    const refused = all.filter((result) => result.status === 'rejected').map(({ reason }) => reason)

    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused) expect(error).toBeInstanceOf(RateLimitError)
    const patient = new OpenAI({ baseURL, apiKey: localKey('hooli') })
    expect((await patient.models.list()).data.length).toBeGreaterThan(0)
  })
})

describe('the AI SDK', () => {
  const provider = () =>
    createOpenAICompatible({ name: 'bulkhead', baseURL, apiKey: STARK.full, includeUsage: true })

  test('generates', async () => {
    const { text, usage, finishReason } = await generateText({ model: provider()(MODEL), prompt: 'Hello' })

    expect(text).toContain('stand-in')
    expect(finishReason).toBe('stop')
    expect(usage.totalTokens).toBeGreaterThan(0)
  })

  test('streams', async () => {
    const result = streamText({ model: provider()(MODEL), prompt: 'Hello' })
    let text = ''
    for await (const part of result.textStream) text += part

    expect(text).toContain('stand-in')
    expect((await result.usage).totalTokens).toBeGreaterThan(0)
  })

  test('sees a cut stream as an error', async () => {
    await bulkhead.setFault({ target: 'ai', mode: 'cut', count: 1 })
    const errors: unknown[] = []
    const result = streamText({
      model: provider()(nextModel()),
      prompt: 'Hello',
      onError: ({ error }) => void errors.push(error),
    })
    for await (const _part of result.textStream) {
      // Only its end matters.
    }

    expect(errors.length).toBeGreaterThan(0)
  })
})

describe('LangChain', () => {
  const options = () => ({ apiKey: STARK.full, configuration: { baseURL } })

  test('invokes', async () => {
    const reply = await new ChatOpenAI({ ...options(), model: MODEL }).invoke([new HumanMessage('Hello')])

    expect(reply.text).toContain('stand-in')
    expect(reply.usage_metadata).toMatchObject({ total_tokens: expect.any(Number) })
  })

  test('streams', async () => {
    let text = ''
    for await (const chunk of await new ChatOpenAI({ ...options(), model: MODEL }).stream('Hello'))
      text += chunk.text

    expect(text).toContain('stand-in')
  })

  test('embeds', async () => {
    const vector = await new OpenAIEmbeddings({ ...options(), model: EMBEDDING }).embedQuery('rope')

    expect(vector).toHaveLength(1_024)
  })
})

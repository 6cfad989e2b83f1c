import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import OpenAI, { NotFoundError } from 'openai'
import { zodTextFormat } from 'openai/helpers/zod'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let openai: OpenAI
const acme = () => new Client(bulkhead.fetch, localKey('acme'))
beforeAll(async () => {
  bulkhead = await startServed()
  openai = new OpenAI({ baseURL: new URL('/v1', bulkhead.url).href, apiKey: localKey('acme'), maxRetries: 0 })
  const document = {
    id: 'ballast',
    title: 'Ballast',
    text: 'The ballast of the ship is forty tons of granite.',
  }
  await acme().post('/v1/documents', document)
  await eventually(async () =>
    (await acme().get('/v1/documents/ballast')).body.status === 'indexed' ? true : undefined,
  )
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  strict: true,
}

/** The ids of the Open Responses compliance suite. */
describe('Open Responses', () => {
  test('basic-response', async () => {
    const { body, status } = await acme().post('/v1/responses', {
      model: MODEL,
      input: [{ type: 'message', role: 'user', content: 'Say hello in exactly 3 words.' }],
    })

    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{64}$/),
      object: 'response',
      status: 'completed',
      model: MODEL,
      output: [
        {
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', annotations: [] }],
        },
      ],
      usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
      error: null,
      incomplete_details: null,
      tools: [],
      tool_choice: 'auto',
      store: true,
      metadata: {},
    })
  })

  test('streaming-response', async () => {
    const stream = await openai.responses.create({ model: MODEL, input: 'Count from 1 to 5.', stream: true })
    const events: OpenAI.Responses.ResponseStreamEvent[] = []
    for await (const event of stream) events.push(event)

    expect(events.map(({ sequence_number: at }) => at)).toEqual(events.map((_, at) => at))
    expect(events.map(({ type }) => type).filter((type) => !type.endsWith('.delta'))).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
  })

  test('system-prompt', async () => {
    const response = await openai.responses.create({
      model: MODEL,
      input: [
        { role: 'system', content: 'You are a pirate. Always respond in pirate speak.' },
        { role: 'user', content: 'Say hello.' },
      ],
      instructions: 'Be brief.',
    })

    expect(response).toMatchObject({ status: 'completed', instructions: 'Be brief.' })
    expect(response.output_text).not.toBe('')
  })

  test('tool-calling', async () => {
    const response = await openai.responses.create({
      model: MODEL,
      input: "What's the weather like in San Francisco?",
      tools: [WEATHER],
      tool_choice: 'required',
    })

    expect(response.output).toMatchObject([
      { type: 'function_call', name: 'get_weather', status: 'completed' },
    ])
  })

  test('tool-calling-streaming', async () => {
    const stream = openai.responses.stream({
      model: MODEL,
      input: "What's the weather like in San Francisco?",
      tools: [WEATHER],
      tool_choice: { type: 'function', name: 'get_weather' },
    })
    const types = new Set<string>()
    for await (const { type } of stream) types.add(type)
    const { output } = await stream.finalResponse()

    expect(types).toContain('response.function_call_arguments.delta')
    expect(output).toMatchObject([{ type: 'function_call', name: 'get_weather' }])
  })

  test('function-call-roundtrip', async () => {
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: 'What is the weather in Oslo?' }]
    const asked = { model: MODEL, tools: [WEATHER] }
    const first = await openai.responses.create({ ...asked, input, tool_choice: 'required' })
    const call = first.output.find((item) => item.type === 'function_call')!

    const answered = await openai.responses.create({
      ...asked,
      tool_choice: 'none',
      previous_response_id: first.id,
      input: [{ type: 'function_call_output', call_id: call.call_id, output: '{"weather":"snow"}' }],
    })

    expect(answered.status).toBe('completed')
    expect(answered.output_text).not.toBe('')
  })

  test('image-input', async () => {
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const { status, body } = await acme().post('/v1/responses', {
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What do you see?' },
            { type: 'input_image', image_url: `data:image/png;base64,${pixel}` },
          ],
        },
      ],
    })

    expect({ status, made: body.status }).toEqual({ status: 200, made: 'completed' })
  })

  test('file-input', async () => {
    const { status, body } = await acme().post('/v1/responses', {
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is in the file?' },
            { type: 'input_file', filename: 'a.txt', file_data: `data:text/plain;base64,${btoa('Ballast')}` },
          ],
        },
      ],
    })

    // A model that reads no files is not asked; either way the answer is one that clients can read.
    expect([status, body.object ?? body.error.type]).toEqual(
      status === 200 ? [200, 'response'] : [400, 'invalid_request_error'],
    )
  })

  test('multi-turn', async () => {
    const response = await openai.responses.create({
      model: MODEL,
      input: [
        { role: 'user', content: 'My name is Alice.' },
        { role: 'assistant', content: 'Hello Alice! Nice to meet you. How can I help you today?' },
        { role: 'user', content: 'What is my name?' },
      ],
    })

    expect(response.status).toBe('completed')
  })

  test('previous-response-id', async () => {
    const first = await openai.responses.create({ model: MODEL, input: 'My name is Alice.' })
    const second = await openai.responses.create({
      model: MODEL,
      input: 'What is my name?',
      previous_response_id: first.id,
    })

    expect(second).toMatchObject({ status: 'completed', previous_response_id: first.id })
    expect(second.usage!.input_tokens).toBeGreaterThan(first.usage!.input_tokens)
  })

  test('file-search', async () => {
    const response = await openai.responses.create({
      model: MODEL,
      input: 'What is the ballast of the ship?',
      tools: [{ type: 'file_search', vector_store_ids: ['vs_documents'] }],
      include: ['file_search_call.results'],
    })

    expect(response.output).toMatchObject([
      {
        type: 'file_search_call',
        status: 'completed',
        queries: ['What is the ballast of the ship?'],
        results: [{ file_id: 'ballast', text: expect.stringContaining('granite') }],
      },
      {
        type: 'message',
        content: [
          {
            text: expect.stringContaining('forty tons'),
            annotations: [
              { type: 'file_citation', file_id: 'ballast', filename: 'Ballast', index: expect.any(Number) },
            ],
          },
        ],
      },
    ])
  })
})

describe('responses are kept', () => {
  test('until they are deleted; what they were asked too', async () => {
    const made = await openai.responses.create({ model: MODEL, input: 'Hello', metadata: { a: 'b' } })

    const found = await openai.responses.retrieve(made.id)
    const items = await openai.responses.inputItems.list(made.id)
    await openai.responses.delete(made.id)

    expect(found).toMatchObject({ id: made.id, status: 'completed', metadata: { a: 'b' } })
    expect(items.data).toMatchObject([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
    ])
    await expect(openai.responses.retrieve(made.id)).rejects.toThrow(NotFoundError)
  })

  test('unless store is false', async () => {
    const made = await openai.responses.create({ model: MODEL, input: 'Hello', store: false })

    expect(made).toMatchObject({ status: 'completed', store: false })
    await expect(openai.responses.retrieve(made.id)).rejects.toThrow(NotFoundError)
  })

  test('for their tenant alone', async () => {
    const made = await openai.responses.create({ model: MODEL, input: 'Hello' })
    const stark = new Client(bulkhead.fetch, STARK.full)

    const continued = { input: 'And?', previous_response_id: made.id }

    expect(await stark.get(`/v1/responses/${made.id}`)).toMatchObject({ status: 404 })
    expect(await stark.delete(`/v1/responses/${made.id}`)).toMatchObject({ status: 404 })
    for (const store of [true, false])
      expect(await stark.post('/v1/responses', { ...continued, store })).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found', param: 'previous_response_id' } },
      })
  })

  test('and can be continued twice, side by side', async () => {
    const first = await openai.responses.create({ model: MODEL, input: 'My name is Alice.' })
    const next = (input: string, store = true) =>
      openai.responses.create({ model: MODEL, input, previous_response_id: first.id, store })

    const branches = await Promise.all([next('What is my name?'), next('And my age?'), next('And?', false)])
    const deeper = await openai.responses.create({
      model: MODEL,
      input: 'Go on.',
      previous_response_id: branches[1].id,
    })

    for (const { status, usage } of [...branches, deeper]) {
      expect(status).toBe('completed')
      expect(usage!.input_tokens).toBeGreaterThan(first.usage!.input_tokens)
    }
  })
})

test('a repeat under an Idempotency-Key is the same response', async () => {
  const first = await openai.responses.create({ model: MODEL, input: 'Once.' })
  for (const body of [
    { input: 'Hello' },
    { input: 'Hello', previous_response_id: first.id },
    { input: 'Hello', store: false },
  ]) {
    const headers = { 'idempotency-key': `responses-${JSON.stringify(body).length}` }
    const [one, two] = [
      await acme().post('/v1/responses', body, headers),
      await acme().post('/v1/responses', body, headers),
    ]
    const other = await acme().post('/v1/responses', { ...body, input: 'Bye' }, headers)

    expect(two.body).toEqual(one.body)
    expect([one.headers.get('idempotency-replayed'), two.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'idempotency_mismatch' } } })
  }
})

test('a stream can be read again from any event on', async () => {
  const stream = await openai.responses.create({ model: MODEL, input: 'Count.', stream: true })
  const seen: OpenAI.Responses.ResponseStreamEvent[] = []
  for await (const event of stream) seen.push(event)
  const id = seen.flatMap((event) => (event.type === 'response.created' ? [event.response.id] : []))[0]!

  const rest: unknown[] = []
  const again = await openai.responses.retrieve(id, { stream: true, starting_after: 2 })
  for await (const event of again) rest.push(event)

  expect(rest).toEqual(seen.slice(3))
})

test('a response in the background is there at once, and done later', async () => {
  const made = await openai.responses.create({ model: MODEL, input: 'Count.', background: true })

  const done = await eventually(async () => {
    const found = await openai.responses.retrieve(made.id)
    return found.status === 'in_progress' ? undefined : found
  })

  expect(made).toMatchObject({ status: 'in_progress', output: [], background: true })
  expect(done).toMatchObject({ id: made.id, status: 'completed' })
})

test('a response that is cancelled keeps what it has said, and costs what it has used', async () => {
  await bulkhead.setFault({ target: 'ai', mode: 'endless' })
  const made = await openai.responses.create({ model: MODEL, input: 'Go on for ever.', background: true })
  const response = await acme().raw('GET', `/v1/responses/${made.id}?stream=true`)
  const reader = response.body!.getReader()
  for (let text = ''; !text.includes('response.output_text.delta');) {
    text += new TextDecoder().decode((await reader.read()).value)
  }

  const cancelled = await openai.responses.cancel(made.id)

  expect(cancelled).toMatchObject({ id: made.id, status: 'cancelled', error: null })
  expect(await openai.responses.retrieve(made.id)).toMatchObject({
    status: 'cancelled',
    output: [{ status: 'incomplete' }],
  })
  await reader.cancel()
})

test('an agent calls its tools in the forms in which it declared them, step by step', async () => {
  const hire = { type: 'function' as const, name: 'hire', parameters: { type: 'object' }, strict: false }
  const tools: OpenAI.Responses.Tool[] = [
    { type: 'custom', name: 'apply_patch', format: { type: 'text' } },
    { type: 'namespace', name: 'crew', description: 'The crew', tools: [hire] },
    { type: 'web_search' },
  ]
  const stream = openai.responses.stream({ model: MODEL, input: 'Call apply_patch now.', tools })
  const types: string[] = []
  for await (const { type } of stream) types.push(type)
  const first = await stream.finalResponse()
  const [call] = first.output

  expect(call).toMatchObject({ type: 'custom_tool_call', name: 'apply_patch', input: expect.any(String) })
  expect(types).toContain('response.custom_tool_call_input.done')
  const { call_id } = call as { call_id: string }
  const next = await openai.responses.create({
    model: MODEL,
    tools,
    previous_response_id: first.id,
    input: [
      { type: 'custom_tool_call_output', call_id, output: 'Done!' },
      { role: 'user', content: 'Now call crew__hire.' },
    ],
  })
  expect(next.output).toMatchObject([{ type: 'function_call', namespace: 'crew', name: 'hire' }])
  // What retrieving asks for, as this client writes it.
  expect(await openai.responses.retrieve(next.id, { include: ['file_search_call.results'] })).toMatchObject({
    id: next.id,
  })
})

test('structured output is parsed by the client', async () => {
  const Event = z.object({ name: z.string(), day: z.string() })

  const response = await openai.responses.parse({
    model: MODEL,
    input: 'Alice goes to a science fair on Friday.',
    text: { format: zodTextFormat(Event, 'event') },
  })

  expect(Event.safeParse(response.output_parsed).success).toBe(true)
})

test('a model that is down is an HTTP error, and in the middle a failed response', async () => {
  await bulkhead.setFault({ target: 'ai', mode: 'error' })
  const down = await acme().post('/v1/responses', { input: 'Hello' })
  await bulkhead.clearFaults()
  await bulkhead.setFault({ target: 'ai', mode: 'cut', count: 1 })
  const stream = openai.responses.stream({ model: MODEL, input: 'Hello' })
  const cut = await stream.finalResponse()

  expect(down).toMatchObject({ status: 503, body: { error: { code: 'ai_unavailable' } } })
  expect(cut).toMatchObject({ status: 'failed', error: { code: 'ai_unavailable' } })
  expect(await openai.responses.retrieve(cut.id)).toMatchObject({ status: 'failed' })
})

test('without search a response says nothing of documents', async () => {
  await bulkhead.setFault({ target: 'worker:rag', mode: 'error' })
  const { body } = await acme().post('/v1/responses', {
    input: 'What is the ballast of the ship?',
    tools: [{ type: 'file_search', vector_store_ids: ['vs_documents'] }],
  })

  expect(body).toMatchObject({
    status: 'completed',
    output: [{ type: 'file_search_call' }, { type: 'message' }],
  })
  expect(JSON.stringify(body.output)).not.toContain('granite')
})

test.each([
  [{ input: [] }, 'input'],
  [{ input: 'Hi', conversation: 'conv_1' }, 'conversation'],
  [
    { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'http://10.0.0.1/a.png' }] }] },
    'input',
  ],
  [
    { input: 'Hi', tools: [{ type: 'file_search', filters: { type: 'ne', key: 'a', value: 1 } }] },
    'tools.filters',
  ],
  [{ input: 'Hi', tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
])('%j is refused by its field', async (body, param) => {
  const sent = await acme().post('/v1/responses', body)

  expect(sent).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
  expect(sent.body.error.param).toContain(param)
})

test('file_search needs the scope search', async () => {
  const chatOnly = new Client(bulkhead.fetch, STARK.chatOnly)

  const plain = await chatOnly.post('/v1/responses', { input: 'Hello' })
  const search = await chatOnly.post('/v1/responses', { input: 'Hello', tools: [{ type: 'file_search' }] })

  expect(plain.status).toBe(200)
  expect(search).toMatchObject({ status: 403, body: { error: { code: 'scope_insufficient' } } })
})

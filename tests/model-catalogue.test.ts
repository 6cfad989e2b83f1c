import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, localKey, problemsOfError } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { OpenAIEmbeddings } from '@langchain/openai'
import { embedMany } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CYBERDYNE, STARK } from './tenants/keys.ts'

const KEY = 'sk-canary-of-the-catalogue'
const asked: { body: Record<string, unknown>; authorization: string | undefined }[] = []
/** How long the server thinks before its first byte. */
let thinksMs = 0
let status = 200

const server = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => {
    const body = JSON.parse(text)
    asked.push({ body, authorization: request.headers.authorization })
    setTimeout(() => answer(response, body.stream === true), thinksMs)
  })
})

function answer(response: ServerResponse, isStream: boolean): void {
  response.statusCode = status
  const usage = { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 }
  if (!isStream) {
    const choices = [{ index: 0, message: { role: 'assistant', content: 'Aye.' }, finish_reason: 'stop' }]
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices, usage }))
    return
  }
  const chunk = { choices: [{ index: 0, delta: { content: 'Aye.' }, finish_reason: 'stop' }], usage }
  response
    .setHeader('content-type', 'text/event-stream')
    .end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`)
}

let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const chat = { TEST_PROVIDER_URL: `http://127.0.0.1:${port}/v1`, TEST_PROVIDER_KEY: KEY }
  bulkhead = await startServed({ vars: { chat } })
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterAll(async () => {
  await bulkhead?.stop()
  server.closeAllConnections()
  server.close()
})

const messages = [{ role: 'user' as const, content: 'Ready?' }]
const ask = (body: object, headers = {}) => stark.post('/v1/chat/completions', { messages, ...body }, headers)

describe('GET /v1/models', () => {
  test('says what a model can do, what it holds and what it costs', async () => {
    expect((await stark.get('/v1/models/served/one')).body).toEqual({
      id: 'served/one',
      object: 'model',
      created: 0,
      owned_by: 'served',
      kind: 'chat',
      contextLength: 200,
      maxOutputTokens: 50,
      capabilities: ['tools', 'images'],
      prices: { prompt: '0.15', cachedPrompt: '0.075', completion: '0.6' },
    })
  })

  test('lists all that the tenant may use, the embedding model last', async () => {
    const { data } = (await new Client(bulkhead.fetch, localKey('globex')).get('/v1/models')).body

    expect(data.map(({ id, kind }: { id: string; kind: string }) => [id, kind])).toEqual([
      ['@cf/openai/gpt-oss-120b', 'chat'],
      ['@cf/openai/gpt-oss-20b', 'chat'],
      ['@cf/baai/bge-m3', 'embedding'],
    ])
    expect(data[0].capabilities).toContain('reasoning')
  })
})

describe('a model of the catalogue', () => {
  test('is asked at its server with its key, under its upstream id, in its dialect, within its limits', async () => {
    const system = [
      { role: 'system', content: 'Be brief.' },
      { role: 'system', content: 'Be kind.' },
    ]
    const sent = await ask({ model: 'served/one', messages: [...system, ...messages], max_tokens: 400 })

    expect([sent.status, sent.body.model, sent.headers.get('x-bulkhead-model')]).toEqual([
      200,
      'served/one',
      'served/one',
    ])
    expect(asked.at(-1)).toEqual({
      body: {
        model: 'one-2026',
        messages: [{ role: 'system', content: 'Be brief.\n\nBe kind.' }, ...messages],
        max_completion_tokens: 50,
      },
      authorization: `Bearer ${KEY}`,
    })
  })

  test('is not asked what certainly does not fit', async () => {
    const before = asked.length
    const long = [{ role: 'user', content: 'ahoy '.repeat(201) }]

    const sent = await ask({ model: 'served/one', messages: long })

    expect(problemsOfError(sent, 400, 'context_length_exceeded')).toEqual([])
    expect(asked.length).toBe(before)
  })

  const image = [
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example/a.png' } }] },
  ]
  const sound = [
    { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }] },
  ]
  const tools = [{ type: 'function', function: { name: 'f' } }]

  test.each([
    ['served/one', { messages: sound }, 'messages'],
    ['served/one', { response_format: { type: 'json_object' } }, 'response_format'],
    ['served/thinks', { tools }, 'tools'],
  ])('%s is not asked for what it cannot do: %j', async (name, more, param) => {
    const before = asked.length
    const sent = await ask({ model: name, ...more })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(sent.body.error.param).toBe(param)
    expect(asked.length).toBe(before)
  })

  test('what it can do is asked, and a model whose list is left out is asked for all', async () => {
    const all = await Promise.all([
      ask({ model: 'served/one', messages: image }),
      ask({ model: 'served/one', tools }),
      ask({ model: '@cf/tests/model-1', tools }),
    ])

    expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  test('without its secret is the operator’s to mend: the log names the secret', async () => {
    const sent = await ask({ model: 'served/no-key' })

    expect(problemsOfError(sent, 502, 'ai_rejected')).toEqual([])
    expect(JSON.stringify(bulkhead.logs())).toContain('secret TEST_KEY_NOT_SET is not set')
    expect(sent.text).not.toContain('TEST_KEY_NOT_SET')
  })

  test('without its secret is replaced by the next, of another provider', async () => {
    const cyberdyne = new Client(bulkhead.fetch, CYBERDYNE)
    const sent = await cyberdyne.post('/v1/chat/completions', { messages, model: 'served/no-key' })

    expect([sent.status, sent.body.model]).toEqual([200, '@cf/tests/spare'])
    expect(sent.headers.get('x-bulkhead-model')).toBe('@cf/tests/spare')
  })

  test('at a server that cannot be reached: the log has address and cause, never the key', async () => {
    const sent = await ask({ model: 'served/gone' })

    expect(problemsOfError(sent, 503, 'ai_unavailable')).toEqual([])
    const attempt = bulkhead
      .logs()
      .find(({ model, message }) => model === 'served/gone' && message === 'ai attempt')
    expect(attempt).toMatchObject({ target: '127.0.0.1:9', reason: expect.stringContaining('connection') })
    expect(JSON.stringify(bulkhead.logs())).not.toContain(KEY)
  })
})

describe('silence', () => {
  const openai = () => new OpenAI({ baseURL: new URL('/v1', bulkhead.url).href, apiKey: STARK.full })

  test('asked for, a stream opens at once with a comment line', async () => {
    thinksMs = 1_500
    const startMs = Date.now()
    const response = await stark.raw(
      'POST',
      '/v1/chat/completions',
      { model: 'served/one', messages, stream: true },
      { 'x-bulkhead-early-open': 'true' },
    )
    const reader = response.body!.getReader()
    const { value } = await reader.read()
    const openedMs = Date.now() - startMs
    let text = ''
    for (let read = await reader.read(); !read.done; read = await reader.read())
      text += new TextDecoder().decode(read.value)
    thinksMs = 0

    expect(new TextDecoder().decode(value)).toBe(': ping\n')
    expect(openedMs).toBeLessThan(1_400)
    expect(text).toContain('Aye.')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  test('a failure of an early stream comes in band, and OpenAI’s client throws it', async () => {
    thinksMs = 300
    status = 401
    const stream = await openai().chat.completions.create(
      { model: 'served/one', messages, stream: true },
      { headers: { 'x-bulkhead-early-open': 'true' } },
    )
    const read = async () => {
      for await (const _ of stream) await sleep(0)
    }

    await expect(read()).rejects.toThrow('refused')
    thinksMs = 0
    status = 200
  })

  test('a model that is marked as reasoning may think for as long as it likes', async () => {
    thinksMs = 3_000
    const stream = await openai().chat.completions.create({ model: 'served/thinks', messages, stream: true })
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    thinksMs = 0

    expect(text).toBe('Aye.')
  })

  test('which fails fast as an HTTP error nevertheless', async () => {
    const sent = await ask({ model: 'served/gone', stream: true })

    expect(sent.status).toBe(503)
  })
})

describe('limits that users meet', () => {
  const texts = Array.from({ length: 150 }, (_, at) => `text ${at}`)
  const EMBEDDING = '@cf/baai/bge-m3'

  test('LangChain embeds 150 documents', async () => {
    const configuration = { baseURL: new URL('/v1', bulkhead.url).href }
    const model = new OpenAIEmbeddings({ apiKey: STARK.full, configuration, model: EMBEDDING })

    expect(await model.embedDocuments(texts)).toHaveLength(150)
  })

  test('the AI SDK embeds 150 values', async () => {
    const baseURL = new URL('/v1', bulkhead.url).href
    const provider = createOpenAICompatible({ name: 'bulkhead', baseURL, apiKey: STARK.full })
    const { embeddings } = await embedMany({ model: provider.embeddingModel(EMBEDDING), values: texts })

    expect(embeddings).toHaveLength(150)
  })

  test('token ids, which Workers AI does not take, are a 400 that says so', async () => {
    for (const input of [
      [9906, 1917],
      [[9906], [1917]],
    ]) {
      const sent = await stark.post('/v1/embeddings', { input })

      expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
      expect(sent.body.error.param).toBe('input')
      expect(JSON.stringify(sent.body.error.details)).toContain('token ids')
    }
  })

  test('2,048 texts at once, and no more', async () => {
    const input = Array.from({ length: 2_048 }, (_, at) => `t${at}`)
    const all = await stark.post('/v1/embeddings', { input, encoding_format: 'base64' })
    const more = await stark.post('/v1/embeddings', { input: [...input, 'one more'] })

    expect([all.status, all.body.data.length, all.body.data.at(-1).index]).toEqual([200, 2_048, 2_047])
    expect(problemsOfError(more, 400, 'invalid_request')).toEqual([])
    expect(more.body.error).toMatchObject({ param: 'input', message: expect.stringContaining('2048') })
  })

  test('a photo is sent on, a text of its size is refused', async () => {
    const url = `data:image/png;base64,${'A'.repeat(3 * 1024 * 1024)}`
    const photo = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }]
    const text = [{ role: 'user', content: 'ahoy '.repeat(300_000) }]

    expect((await ask({ model: 'served/thinks', messages: photo })).status).toBe(200)
    expect(JSON.stringify(asked.at(-1)?.body)).toContain(url)
    expect(problemsOfError(await ask({ messages: text }), 413, 'payload_too_large')).toEqual([])
  })

  test.each(['http://images.example.com/a.png', 'https://169.254.169.254/latest', 'https://localhost/a'])(
    'no model is pointed at %s',
    async (url) => {
      const sent = await ask({
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
      })

      expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
      expect(sent.body.error.param).toContain('image_url')
    },
  )

  test.each([
    ['logprobs', true],
    ['n', 2],
  ])('%s, which Workers AI has not, is a 400 that names the field', async (field, value) => {
    const sent = await ask({ model: '@cf/tests/model-8', [field]: value })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(sent.body.error.param).toBe(field)
  })
})

import { Client as Asking, eventually, localKey, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { Client, SdkHttpError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: HarnessedBulkhead
const acme = () => new Asking(bulkhead.fetch, localKey('acme'))
beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { LOCAL_TOKEN_DELAY_MS: '0' } })
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

const CURRENT = '2026-07-28'
const ERAS = [
  ['2026-07-28', { mode: { pin: CURRENT } }],
  ['2025-11-25', { mode: 'legacy' }],
] as const

/** The official client. */
async function connected(key: string, versionNegotiation: (typeof ERAS)[number][1]): Promise<Client> {
  const client = new Client({ name: 'tests', version: '1' }, { versionNegotiation })
  const fetch = (url: string | URL, init?: RequestInit) => bulkhead.fetch(new URL(url).pathname, init ?? {})
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch, requestInit }),
  )
  return client
}

test('where nobody turned OAuth on, nothing of it is there', async () => {
  const paths = [
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-authorization-server',
    '/oauth/authorize',
    '/oauth/token',
    '/oauth/register',
  ]
  for (const path of paths) {
    for (const method of ['GET', 'POST']) {
      const sent = await bulkhead.fetch(path, { method })
      await sent.text()
      expect([method, path, sent.status]).toEqual([method, path, 404])
    }
  }
  const refused = await bulkhead.fetch('/mcp', { method: 'POST', body: '{}' })
  await refused.text()
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([400, null])
})

describe.each(ERAS)('the official client of %s', (version, negotiation) => {
  const client = (key = localKey('acme')) => connected(key, negotiation)

  test('finds three tools that only read, with schemas of what goes in and comes out', async () => {
    const asking = await client()
    const { tools } = await asking.listTools()

    expect(asking.getNegotiatedProtocolVersion()).toBe(version)
    expect(tools.map(({ name }) => name)).toEqual(['search', 'get_document', 'answer'])
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
      expect([inputSchema.type, outputSchema?.type]).toEqual(['object', 'object'])
    }
  })

  test('searches, reads on and asks, and gets structured content', async () => {
    const asking = await client()
    const ask = (name: string, given: Record<string, unknown>) => asking.callTool({ name, arguments: given })

    const found = await ask('search', { query: 'ballast of granite', topK: 1 })
    const read = await ask('get_document', { id: 'ballast' })
    const answered = await ask('answer', { question: 'What is the ballast of the ship?' })

    expect(found.structuredContent).toMatchObject({ results: [{ documentId: 'ballast' }], warnings: [] })
    expect(read.structuredContent).toMatchObject({
      document: { id: 'ballast', status: 'indexed' },
      passages: [{ chunkId: 'ballast:1:0', text: expect.stringContaining('forty tons') }],
      nextFrom: null,
    })
    expect(answered.structuredContent).toMatchObject({
      answer: expect.stringContaining('forty tons'),
      citations: [{ documentId: 'ballast' }],
    })
  })

  test('lists documents as resources and reads one', async () => {
    const asking = await client()
    const { resources } = await asking.listResources()
    const { resourceTemplates } = await asking.listResourceTemplates()

    const { contents } = await asking.readResource({ uri: 'bulkhead://documents/ballast' })

    expect(resources).toContainEqual(
      expect.objectContaining({ uri: 'bulkhead://documents/ballast', title: 'Ballast' }),
    )
    expect(resourceTemplates).toMatchObject([{ uriTemplate: 'bulkhead://documents/{id}' }])
    expect(contents).toMatchObject([{ mimeType: 'text/plain', text: expect.stringContaining('granite') }])
  })

  test('a document of another tenant is one that does not exist', async () => {
    const asking = await client(STARK.full)

    const read = await asking.callTool({ name: 'get_document', arguments: { id: 'ballast' } })
    const absent = await asking.callTool({ name: 'get_document', arguments: { id: 'nowhere' } })
    const resource = asking.readResource({ uri: 'bulkhead://documents/ballast' })

    expect(read).toMatchObject({ isError: true, _meta: { error: { code: 'not_found' } } })
    expect(read.content).toEqual(absent.content)
    await expect(resource).rejects.toMatchObject({ code: -32_602 })
  })

  test('arguments that are wrong are the tool’s error, an unknown tool the protocol’s', async () => {
    const asking = await client()

    const wrong = await asking.callTool({ name: 'search', arguments: { query: '', topK: 99 } })

    expect(wrong).toMatchObject({ isError: true, _meta: { error: { code: 'invalid_request' } } })
    await expect(asking.callTool({ name: 'erase', arguments: {} })).rejects.toMatchObject({ code: -32_602 })
  })

  test('a model that is down is the tool’s error, with our code inside', async () => {
    const asking = await client()
    await bulkhead.setFault({ target: 'ai', mode: 'error' })

    const failed = await asking.callTool({ name: 'answer', arguments: { question: 'What is the ballast?' } })

    expect(failed).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('ai_unavailable') }],
      _meta: { error: { code: 'ai_unavailable', requestId: expect.any(String) } },
    })
  })
})

const call = (name: string, given: object) => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: given },
})
/** A message of a client that knows no headers of the protocol. */
const post = (key: string, body: unknown) => new Asking(bulkhead.fetch, key).post('/mcp', body)
const eventOf = ({ text }: Sent) => JSON.parse(text.slice(text.indexOf('{')))

test('a plain POST is served as by the protocol before', async () => {
  const sent = await post(localKey('acme'), call('search', { query: 'granite', mode: 'words' }))

  expect(sent.status).toBe(200)
  expect(eventOf(sent)).toMatchObject({
    id: 7,
    result: { structuredContent: { results: [{ documentId: 'ballast' }] } },
  })
})

test('without a good key nothing is read, and a tool needs the scopes of its route', async () => {
  const ask = call('answer', { question: 'What?' })

  expect(await post('bh_nobody', ask)).toMatchObject({
    status: 401,
    body: { error: { code: 'api_key_invalid' } },
  })
  expect(await post(STARK.searchOnly, ask)).toMatchObject({
    status: 403,
    body: { error: { code: 'scope_insufficient' } },
  })
  expect(await post(STARK.searchOnly, call('search', { query: 'a' }))).toMatchObject({ status: 200 })
  expect(await acme().get('/mcp')).toMatchObject({
    status: 405,
    body: { error: { code: 'method_not_allowed' } },
  })
})

test('what a call reserved is settled or given back, whatever became of it', async () => {
  const hooli = new Asking(bulkhead.fetch, localKey('hooli'))
  for (const [tool, given] of [
    ['answer', { question: 'What is the ballast?' }],
    ['answer', { question: '' }],
    ['search', { query: 'ballast' }],
    ['nothing', {}],
  ] as const)
    await hooli.post('/mcp', call(tool, given))

  const reserved = await eventually(async () => {
    const { limits } = (await hooli.get('/v1/usage')).body
    return limits.tokensPerDay.reserved === 0 ? limits.tokensPerDay : undefined
  })

  expect(reserved).toMatchObject({ reserved: 0, used: expect.any(Number) })
})

test('what an answer used that goes out as events is logged with its request', async () => {
  await bulkhead.setFault({ target: 'ai', mode: 'slow' })
  const sent = await acme().post('/mcp', call('answer', { question: 'What is the ballast?' }))

  expect(sent.text).toContain('forty tons')
  const requestId = sent.headers.get('x-request-id')
  const lines = await eventually(async () => {
    const all = bulkhead.logs().filter((line) => line['requestId'] === requestId)
    return all.some(({ message }) => message === 'request') ? all : undefined
  })
  const attempts = lines.filter(({ message }) => message === 'ai attempt')
  expect(attempts).toEqual([expect.objectContaining({ outcome: 'ok', completionTokens: expect.any(Number) })])
})

test('a spent budget is refused before the message is served, as everywhere', async () => {
  const tyrell = new Asking(bulkhead.fetch, localKey('tyrell'))
  let sent: Sent | undefined
  for (let asked = 0; asked < 40 && sent?.status !== 402; asked++)
    sent = await tyrell.post(
      '/mcp',
      call('answer', { question: `${'What is the ballast? '.repeat(20)}${asked}` }),
    )

  expect(sent).toMatchObject({ status: 402, body: { error: { code: 'budget_exceeded' } } })
})

test.each([
  ['no JSON', '{"jsonrpc":'],
  ['an empty body', ''],
  ['no message', '{"hello":"world"}'],
  ['a batch', JSON.stringify([call('answer', { question: 'a' }), call('answer', { question: 'b' })])],
  ['a number', '7'],
])('%s is refused in the protocol’s own way', async (_name, text) => {
  const sent = await acme().post('/mcp', text, { 'content-type': 'application/json' })

  expect(sent.status).toBe(400)
  expect(sent.body).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } })
  expect(sent.headers.get('x-request-id')).toBeTruthy()
})

test('a client whose key is not good hears of it as an HTTP error', async () => {
  await expect(connected('bh_nobody', ERAS[0][1])).rejects.toThrow(SdkHttpError)
})

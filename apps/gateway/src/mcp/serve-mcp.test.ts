import { afterEach, expect, test, vi } from 'vitest'

import { MCP_LISTEN_MS } from '../limits.ts'
import type { TenantCall } from '../route.ts'
import { mcpMessage } from './message.ts'
import { serveMcp } from './serve-mcp.ts'

afterEach(() => void vi.useRealTimers())

const META = 'io.modelcontextprotocol'

/** A request of the protocol of 2026-07-28, as it comes over HTTP. */
function requestOf(method: string, params: object): Request {
  const _meta = {
    [`${META}/protocolVersion`]: '2026-07-28',
    [`${META}/clientInfo`]: { name: 'tests', version: '1' },
    [`${META}/clientCapabilities`]: {},
  }
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
  })
}

async function serve(request: Request): Promise<Response> {
  const exchange = { request, url: new URL(request.url), log: { warn: () => undefined } }
  const { input } = await mcpMessage.read(exchange as never)
  return serveMcp({ exchange, ctx: {}, isAnswered: false } as unknown as TenantCall, input)
}

test('who listens is told that nothing is announced, and let go after a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const notifications = { toolsListChanged: true }

  const response = await serve(requestOf('subscriptions/listen', { notifications }))
  const read = response.text()
  await vi.advanceTimersByTimeAsync(MCP_LISTEN_MS)

  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(await read).toContain('acknowledged')
})

const posted = (body: unknown, headers: Record<string, string> = {}) =>
  serve(
    new Request('http://localhost/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
const list = { jsonrpc: '2.0', id: 7, method: 'tools/list' }

test.each([
  ['application/json', 'application/json'],
  ['application/json;q=0.9, text/plain', 'application/json'],
  ['application/*, text/*', 'text/event-stream'],
  ['text/event-stream', 'text/event-stream'],
  ['application/json, text/event-stream', 'text/event-stream'],
  ['*/*', 'text/event-stream'],
])('who accepts %s gets %s', async (accept, type) => {
  const response = await posted(list, { accept })
  const text = await response.text()

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain(type)
  expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ id: 7, result: { tools: [{}, {}, {}] } })
})

test('who accepts nothing of both is told so', async () => {
  expect((await posted(list, { accept: 'text/html' })).status).toBe(406)
})

test.each([
  [{ ...list, params: null }],
  [{ ...list, params: { cursor: null } }],
  [{ ...list, params: { _meta: null } }],
])('null is left out: %j', async (message) => {
  const response = await posted(message, { accept: 'application/json' })

  expect(await response.json()).toMatchObject({ id: 7, result: { tools: [{}, {}, {}] } })
})

test.each([
  [{ ...list, params: { cursor: 5 } }],
  [{ ...list, method: 'resources/read', params: { uri: {} } }],
  [{ ...list, params: 'x' }],
])('a parameter of the wrong type is the caller’s mistake: %j', async (message) => {
  const response = await posted(message)

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ id: 7, error: { code: -32_602 } })
})

test('the server says who it is and what it can do', async () => {
  const response = await serve(requestOf('server/discover', {}))

  expect(await response.json()).toMatchObject({
    result: { capabilities: { tools: {}, resources: {} }, instructions: expect.stringContaining('data') },
  })
})

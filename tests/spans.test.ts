import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterEach, expect, test } from 'vitest'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly status?: { readonly code: number }
}

/** A collector over real HTTP. */
interface Collector {
  readonly endpoint: string
  readonly paths: string[]
  readonly authorizations: (string | undefined)[]
  readonly spans: Span[]
  readonly server: Server
}

let collector: Collector | undefined
let bulkhead: Bulkhead | undefined
afterEach(async () => {
  await bulkhead?.stop()
  collector?.server.close()
  bulkhead = collector = undefined
})

async function startCollector(status = 200): Promise<Collector> {
  const heard = { paths: [] as string[], authorizations: [] as (string | undefined)[], spans: [] as Span[] }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      heard.paths.push(`${request.method} ${request.url} ${request.headers['content-type']}`)
      heard.authorizations.push(request.headers.authorization)
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
      heard.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  collector = { ...heard, server, endpoint: `http://127.0.0.1:${port}` }
  return collector
}

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`

test('a client’s trace goes on through every hop, the queue and a failing model included', async () => {
  const { endpoint, paths, authorizations, spans } = await startCollector()
  bulkhead = await startServed({
    variables: { OTLP_ENDPOINT: endpoint, OTLP_AUTHORIZATION: 'Bearer collector' },
  })
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  await bulkhead.setFault({ target: 'ai', mode: 'error', count: 1 })

  const sent = await acme.post(
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'Hello' }] },
    { traceparent: TRACEPARENT },
  )
  await acme.post('/v1/documents', { id: 'log-book', text: 'Wind force 6.' }, { traceparent: TRACEPARENT })
  await eventually(async () => spans.find(({ name }) => name === 'ingest indexed'))

  const named = (name: string) => spans.filter((span) => span.name === name)
  const [completion] = named('POST /v1/chat/completions')
  expect(sent.status).toBe(200)
  expect(new Set(spans.filter(({ traceId }) => traceId === TRACE).map(({ name }) => name))).toEqual(
    new Set([
      'POST /v1/chat/completions',
      'POST /v1/documents',
      'admit',
      'call',
      'chat model attempt',
      'ingest read',
      'embeddings model attempt',
      'ingest indexed',
    ]),
  )
  expect(completion).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331' })
  expect(sent.headers.get('traceparent')).toContain(completion!.spanId)
  expect(named('admit').map(({ parentSpanId }) => parentSpanId)).toContain(completion!.spanId)
  const call = named('call').find(({ parentSpanId }) => parentSpanId === completion!.spanId)
  const attempts = named('chat model attempt').filter(({ parentSpanId }) => parentSpanId === call!.spanId)
  expect(attempts).toHaveLength(2)
  expect(new Set(attempts.map(({ status }) => status?.code))).toEqual(new Set([2, undefined]))
  expect(paths[0]).toBe('POST /v1/traces application/json')
  expect(new Set(authorizations)).toEqual(new Set(['Bearer collector']))
})

test('every span has a parent that exists, or the client’s, or none', async () => {
  const { endpoint, spans } = await startCollector()
  bulkhead = await startServed({ variables: { OTLP_ENDPOINT: endpoint } })
  const acme = new Client(bulkhead.fetch, localKey('acme'))

  await acme.post('/v1/search', { query: 'wind' })
  await eventually(async () => spans.find(({ name }) => name === 'POST /v1/search'))
  const ids = new Set(spans.map(({ spanId }) => spanId))

  expect(ids.size).toBe(spans.length)
  expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && !ids.has(parentSpanId))).toEqual([])
})

test('a collector that refuses costs its spans and no request', async () => {
  const { endpoint } = await startCollector(503)
  bulkhead = await startServed({ variables: { OTLP_ENDPOINT: endpoint } })
  const lines = bulkhead.logs()
  const acme = new Client(bulkhead.fetch, localKey('acme'))

  const sent = await acme.get('/v1/usage')
  const lost = await eventually(async () => lines.find(({ message }) => message === 'spans lost'))

  expect(sent.status).toBe(200)
  expect(lost).toMatchObject({ level: 'warn', source: 'observe/spans', target: 'otlp' })
})

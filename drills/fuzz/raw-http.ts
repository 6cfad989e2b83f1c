import { connect } from 'node:net'

import { OSCORP } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { CANARIES } from '../stage/drill-tenants.ts'
import { HANG_MS } from './answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from './suite.ts'

const BODY = '{"query":"harbour pilot code word"}'

const methods = fc.constantFrom(
  'GET',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PUT',
  'PATCH',
  'TRACE',
  'get',
  'BREW',
  '',
)
const paths = fc.constantFrom(
  '/v1/search',
  '/v1/models',
  '/v1/documents/%2e%2e%2fadmin',
  '/v1/documents/..%2f..%2fadmin%2ftenants',
  '//v1/models',
  '/v1/./models',
  '/v1/models?limit=1&limit=2',
  '/v1/models#fragment',
  'http://localhost/v1/models',
  'http://borealis.example/v1/models',
  '*',
  '/\u0000',
  `/${'a'.repeat(9_000)}`,
)
const headerLines = fc.array(
  fc.constantFrom(
    `Authorization: Bearer ${OSCORP}`,
    'Authorization: Bearer bh_aaaaaaaaaaaa_b',
    `X-Api-Key: ${OSCORP}`,
    'X-Tenant-Id: borealis',
    'X-Bulkhead-Tenant: borealis',
    'X-Request-Id: a\tb',
    'CF-Connecting-IP: 10.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    'Content-Length: 0',
    'Content-Length: 5',
    'Content-Length: -1',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: identity',
    'Expect: 100-continue',
    'Upgrade: websocket',
    'Host: borealis.example',
    'Host: ',
    'Folded: a\r\n b',
    'No colon here',
    ': no name',
    'Idempotency-Key: k',
    'Last-Event-ID: -1',
    `Long: ${'b'.repeat(9_000)}`,
  ),
  { maxLength: 6 },
)
const lineEnds = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r')
const bodies = fc.constantFrom(
  BODY,
  '',
  `5\r\n{"a":\r\n0\r\n\r\n`,
  'GET /v1/usage HTTP/1.1\r\n\r\n',
  '\u0000\u0001',
)

const requests = fc
  .tuple(methods, paths, headerLines, lineEnds, bodies)
  .map(([method, path, lines, end, body]) => {
    const head = [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines]
    return `${head.join(end)}${end}${end}${body}`
  })

/** Bytes straight into the socket: at most one response to each request, none that hangs, none of ours without its ids, nobody else's data. */
export function fuzzRawHttp(target: Target): Promise<SuiteReport> {
  return runProperty(target, {
    name: 'raw',
    runs: target.requests,
    input: requests,
    check: async (bytes, tally) => requireOne(bytes, await exchange(target.url, bytes), tally),
  })
}

function requireOne(request: string, response: string, tally: Tally): void {
  const statuses = [...response.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
  const final = statuses.filter((status) => status >= 200)
  tally.note(final[0] ?? 'closed')
  if (final.length > 1) throw new Error(`${final.length} responses to one request`)
  for (const canary of Object.values(CANARIES)) {
    if (response.includes(canary)) throw new Error(`the response holds ${canary}`)
  }
  const isOurs = /^x-request-id: /im.test(response)
  const [status = 0] = final
  if (status >= 500 && (isOurs || !isRefusedByTheRuntime(request)))
    throw new Error(`${status}: ${response.slice(0, 500)}`)
}

/**
 * What the local runtime answers with a bare 5xx before any of our code runs: two hosts, a target that is no path, a method it does not know.
 * Deployed, the edge refuses these.
 */
function isRefusedByTheRuntime(request: string): boolean {
  const [line = ''] = request.split(/[\r\n]/, 1)
  const [method = '', target = ''] = line.split(' ')
  const hosts = request.match(/^host:/gim) ?? []
  return (
    hosts.length > 1 ||
    !/^(\/|http:)/.test(target) ||
    !/^(GET|POST|DELETE|OPTIONS|HEAD|PUT|PATCH|TRACE)$/.test(method)
  )
}

/** Everything that the server sends until it closes. @throws Error when it does not. */
function exchange(url: URL, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname)
    let received = ''
    socket.setTimeout(HANG_MS, () => {
      socket.destroy()
      reject(new Error(`no end of the response within ${HANG_MS} ms: ${received.slice(0, 200)}`))
    })
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    socket.on('close', () => resolve(received))
    // The server may cut the connection while we still send.
    socket.on('error', () => resolve(received))
    socket.end(bytes, 'latin1')
  })
}

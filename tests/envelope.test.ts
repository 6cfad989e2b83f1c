import { ADMIN_TOKEN, Client, localKey, problemsOfError, read } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let acme: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  acme = new Client(bulkhead.fetch, localKey('acme'))
})
afterAll(() => bulkhead?.stop())

describe('paths', () => {
  test.each(['/', '/v1', '/v1/nothing', '/v1/sessions/a/b/c/d/e', '/V1/usage', '/admin', '/v1/../etc'])(
    'an unknown route is 404 for everyone: %s',
    async (path) => {
      const anonymous = await read(await bulkhead.fetch(path))
      const known = await acme.get(path)

      expect(problemsOfError(anonymous, 404, 'not_found')).toEqual([])
      expect(problemsOfError(known, 404, 'not_found')).toEqual([])
    },
  )

  test('a known route with another method is 405 and says which it takes', async () => {
    const sent = await acme.send('PUT', '/v1/documents', { text: 'x' })

    expect(problemsOfError(sent, 405, 'method_not_allowed')).toEqual([])
    expect(sent.headers.get('allow')).toBe('POST, GET')
  })

  test.each([
    ['GET', '/v1/documents/no-such'],
    ['GET', '/v1/documents/%2e%2e%2fetc'],
    ['GET', '/v1/documents/%E0%A4%A'],
    ['GET', `/v1/documents/${'x'.repeat(3_000)}`],
    ['DELETE', '/v1/documents/no-such'],
    ['POST', '/v1/documents/no-such/retry'],
    ['GET', '/v1/sessions/no-such'],
    ['GET', '/v1/sessions/sess_%00'],
    ['DELETE', '/v1/sessions/no-such'],
    ['GET', '/v1/sessions/no-such/messages'],
    ['GET', '/v1/sessions/no-such/messages/msg_x/stream'],
  ])('an id that names nothing is 404 and is not echoed: %s %s', async (method, path) => {
    const sent = await acme.send(method, path)

    expect(problemsOfError(sent, 404, 'not_found')).toEqual([])
    expect(sent.text).not.toContain('no-such')
  })
})

describe('bodies', () => {
  test.each([
    ['not JSON', '{"query": ', '(body)'],
    ['not an object', '[]', '(body)'],
    ['a missing field', {}, 'query'],
    ['an unknown field', { query: 'x', tenantId: 'globex' }, 'tenantId'],
    ['a wrong type', { query: 5 }, 'query'],
    ['out of range', { query: 'x', topK: 51 }, 'topK'],
    ['only blanks', { query: ' \n' }, 'query'],
  ])('%s is 400 and names the field', async (_name, body, field) => {
    const sent = await acme.post('/v1/search', body)

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(sent.body.error.details.map((problem: { path: string }) => problem.path)).toContain(field)
    expect(sent.body.error.param).toBe(field)
  })

  test('more than one answer is a clear 400', async () => {
    const sent = await acme.post('/v1/chat/completions', { n: 2, messages: [{ role: 'user', content: 'x' }] })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(sent.body.error.message).toContain('n=1')
  })

  test.each(['?limit=0', '?limit=101', '?limit=ten', '?cursor=***'])('a list refuses %s', async (query) => {
    expect(problemsOfError(await acme.get(`/v1/documents${query}`), 400, 'invalid_request')).toEqual([])
  })

  test('a body over 1 MiB is 413, announced or not', async () => {
    const large = JSON.stringify({ query: 'x'.repeat(1_100_000) })
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 40; i++) controller.enqueue(new TextEncoder().encode(' '.repeat(32_768)))
        controller.close()
      },
    })

    const announced = await acme.post('/v1/search', large)
    const streamed = await bulkhead.fetch('/v1/search', {
      method: 'POST',
      headers: { authorization: `Bearer ${localKey('acme')}`, 'content-type': 'application/json' },
      body: chunks,
      duplex: 'half',
    })

    expect(problemsOfError(announced, 413, 'payload_too_large')).toEqual([])
    expect(problemsOfError(await read(streamed), 413, 'payload_too_large')).toEqual([])
  })

  test('another content type than JSON is 415', async () => {
    const sent = await acme.post('/v1/search', 'query=x', {
      'content-type': 'application/x-www-form-urlencoded',
    })

    expect(problemsOfError(sent, 415, 'unsupported_media_type')).toEqual([])
  })

  test('a file that nobody can read is 415 and says what can be', async () => {
    const sent = await acme.post('/v1/documents', 'GIF89a', { 'content-type': 'image/gif' })

    expect(problemsOfError(sent, 415, 'unsupported_media_type')).toEqual([])
    expect(sent.body.error.details.accepted).toContain('text/markdown')
  })

  test('a raw file without a length is 411', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('# Title'))
        controller.close()
      },
    })
    const response = await bulkhead.fetch('/v1/documents', {
      method: 'POST',
      headers: { authorization: `Bearer ${localKey('acme')}`, 'content-type': 'text/markdown' },
      body,
      duplex: 'half',
    })

    expect(problemsOfError(await read(response), 411, 'length_required')).toEqual([])
  })

  test('an Idempotency-Key over 255 characters is 400', async () => {
    const sent = await acme.post('/v1/sessions', {}, { 'idempotency-key': 'k'.repeat(256) })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
  })
})

describe('ids and traces', () => {
  test('every response has its own request id; the client’s is echoed beside it', async () => {
    const first = await acme.get('/v1/usage', { 'x-request-id': 'client-id-0001' })
    const second = await acme.get('/v1/usage', { 'x-request-id': 'bad id' })

    expect(first.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
    expect(first.headers.get('x-client-request-id')).toBe('client-id-0001')
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
    expect(second.headers.has('x-client-request-id')).toBe(false)
  })

  test('a trace is continued, and one line per request says who, what and how long', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const sent = await acme.get('/v1/usage', { traceparent: `00-${trace}-b7ad6b7169203331-01` })

    expect(sent.headers.get('traceparent')).toContain(trace)
    const requestId = sent.headers.get('x-request-id')!
    const lines = bulkhead.logs().filter((line) => line.requestId === requestId && line.message === 'request')
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        tenantId: 'acme',
        traceId: trace,
        route: '/v1/usage',
        method: 'GET',
        status: 200,
        source: 'gateway/request',
        latencyMs: expect.any(Number),
        keyId: expect.stringMatching(/^[a-z0-9]{12}$/),
        timestamp: expect.any(String),
      }),
    ])
  })
})

describe('browsers', () => {
  const preflight = (origin: string) =>
    bulkhead.fetch('/v1/search', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    })

  test('a preflight allows an origin that any tenant lists', async () => {
    const allowed = await preflight('https://stark.example')
    const refused = await preflight('https://evil.example')

    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://stark.example')
    expect(refused.status).toBe(204)
    expect(refused.headers.has('access-control-allow-origin')).toBe(false)
  })

  test.each([
    ['GET', '/v1/nothing', 404],
    ['PUT', '/v1/usage', 405],
  ])('a page of any tenant may read that there is no route: %s %s', async (method, path, status) => {
    const allowed = async (origin: string) => {
      const response = await bulkhead.fetch(path, { method, headers: { origin } })
      return [response.status, response.headers.get('access-control-allow-origin')]
    }

    expect(await allowed('https://stark.example')).toEqual([status, 'https://stark.example'])
    expect(await allowed('https://evil.example')).toEqual([status, null])
  })

  test('the response allows an origin only if its own tenant lists it', async () => {
    const origin = 'https://stark.example'
    const own = await new Client(bulkhead.fetch, STARK.full).get('/v1/usage', { origin })
    const other = await acme.get('/v1/usage', { origin })

    expect(own.headers.get('access-control-allow-origin')).toBe(origin)
    expect(own.headers.get('vary')).toContain('origin')
    expect(other.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('a page of a tenant can read why it was refused', () => {
  const origin = 'https://stark.example'
  const authorization = `Bearer ${STARK.full}`

  test.each([
    ['no key', {}, 'ship', 400],
    ['a wrong key', { authorization: 'Bearer bh_aaaaaaaaaaaa_wrong' }, 'ship', 401],
    ['another tenant’s name', { authorization, 'x-tenant-id': 'globex' }, 'ship', 403],
    ['too large a body', { authorization }, 'ship'.repeat(300_000), 413],
  ])('%s', async (_, headers, query, status) => {
    const body = JSON.stringify({ query })
    const answer = await bulkhead.fetch('/v1/search', {
      method: 'POST',
      body,
      headers: { ...headers, origin },
    })

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, origin])
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id')
  })

  test('a page of nobody’s cannot', async () => {
    const headers = { authorization: 'Bearer bh_aaaaaaaaaaaa_wrong', origin: 'https://evil.example' }
    const answer = await bulkhead.fetch('/v1/usage', { headers })

    expect(answer.status).toBe(401)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('health', () => {
  test('is told without a key', async () => {
    expect(await read(await bulkhead.fetch('/healthz'))).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    })
    expect(await read(await bulkhead.fetch('/readyz'))).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    })
  })
})

describe('the fault switch', () => {
  test('needs the admin token', async () => {
    const sent = await acme.post('/local/faults', { clear: true })

    expect(problemsOfError(sent, 401, 'api_key_invalid')).toEqual([])
  })

  test('refuses what is not a fault', async () => {
    const sent = await new Client(bulkhead.fetch, ADMIN_TOKEN).post('/local/faults', {
      target: 'ai',
      mode: 'explode',
    })

    expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
  })
})

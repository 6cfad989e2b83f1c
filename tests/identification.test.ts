import type { ErrorCode } from '@bulkhead/errors/codes'
import { Client, localKey, problemsOfError, read } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { createApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead()
})
afterAll(() => bulkhead?.stop())

let clients = 0
/** Each case comes from an address of its own, since failures are counted by address. */
const fromElsewhere = () => ({ 'cf-connecting-ip': `10.0.${clients >> 8}.${clients++ & 255}` })

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
/** A key that was made as ours are and never issued, so that only its tenant's home object can refuse it. */
const madeFor = (tenant: string, keyId?: string) =>
  createApiKey(parseTenantId(tenant), LOCAL_KEY_CHECK_SECRET, keyId)
const UNKNOWN = await madeFor('stark')
const OF_NOBODY = await madeFor('nobody')
const WRONG_SECRET = await madeFor('stark', keyNameOf(STARK.full)?.keyId)
const WRONG_CHECK = STARK.full.slice(0, -1) + (STARK.full.endsWith('A') ? 'B' : 'A')

describe('the table of who is calling', () => {
  test.each<[string, Record<string, string>, string, number, ErrorCode]>([
    ['no identifier', {}, '', 400, 'tenant_required'],
    [
      'two different keys',
      { ...bearer(STARK.full), 'x-api-key': localKey('acme') },
      '',
      401,
      'api_key_invalid',
    ],
    ['malformed key', bearer('sk-nonsense'), '', 401, 'api_key_invalid'],
    ['unknown key', bearer(UNKNOWN), '', 401, 'api_key_invalid'],
    ['key of an unknown tenant', bearer(OF_NOBODY), '', 401, 'api_key_invalid'],
    ['wrong secret', bearer(WRONG_SECRET), '', 401, 'api_key_invalid'],
    ['wrong check digits', bearer(WRONG_CHECK), '', 401, 'api_key_invalid'],
    ['expired key', bearer(STARK.expired), '', 401, 'api_key_expired'],
    ['unknown header', { 'x-tenant-id': 'nobody' }, '', 404, 'tenant_not_found'],
    ['unknown hostname', {}, 'http://nobody.example', 404, 'tenant_not_found'],
    ['known header, no key', { 'x-tenant-id': 'acme' }, '', 401, 'api_key_required'],
    ['known hostname, no key', {}, 'http://stark.example', 401, 'api_key_required'],
    [
      'header of another tenant',
      { ...bearer(STARK.full), 'x-tenant-id': 'acme' },
      '',
      403,
      'tenant_mismatch',
    ],
    ['header of no tenant', { ...bearer(STARK.full), 'x-tenant-id': 'nobody' }, '', 403, 'tenant_mismatch'],
    ['hostname of another tenant', bearer(localKey('acme')), 'http://stark.example', 403, 'tenant_mismatch'],
    ['hostname of no tenant', bearer(STARK.full), 'http://nobody.example', 403, 'tenant_mismatch'],
    ['suspended', bearer(localKey('initech')), '', 403, 'tenant_suspended'],
    ['no scope', bearer(STARK.chatOnly), '', 403, 'scope_insufficient'],
  ])('%s', async (_name, headers, origin, status, code) => {
    const response = await bulkhead.fetch(`${origin}/v1/usage`, {
      headers: { ...headers, ...fromElsewhere() },
    })

    expect(problemsOfError(await read(response), status, code)).toEqual([])
  })

  test.each<[string, Record<string, string>, string]>([
    ['bearer', bearer(STARK.full), ''],
    ['x-api-key', { 'x-api-key': STARK.full }, ''],
    ['own header', { ...bearer(STARK.full), 'x-tenant-id': 'stark' }, ''],
    ['own hostname', bearer(STARK.full), 'http://stark.example'],
  ])('lets a good key in: %s', async (_name, headers, origin) => {
    const response = await bulkhead.fetch(`${origin}/v1/usage`, { headers })

    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  test('a tenant that exists and one that does not are refused with the same bytes', async () => {
    const answers = await Promise.all(
      ['acme', 'nobody'].map(async (tenant) => {
        const headers = { ...bearer(STARK.full), 'x-tenant-id': tenant, ...fromElsewhere() }
        const { text, body } = await read(await bulkhead.fetch('/v1/usage', { headers }))
        return text.replaceAll(body.error.requestId, '').replaceAll(body.error.traceId, '')
      }),
    )

    expect(answers[0]).toBe(answers[1])
  })
})

describe('scopes', () => {
  test.each([
    ['search', 'POST', '/v1/search', { query: 'x' }],
    ['documents:write', 'POST', '/v1/documents', { text: 'x' }],
    ['documents:write', 'DELETE', '/v1/documents/x', undefined],
    ['documents:read', 'GET', '/v1/documents', undefined],
    ['usage:read', 'GET', '/v1/usage', undefined],
    ['search', 'POST', '/v1/answers', { question: 'x' }],
    ['search', 'POST', '/v1/sessions/x/messages', { content: 'x', retrieval: true }],
  ])('a key for chat only lacks %s: %s %s', async (scope, method, path, body) => {
    const sent = await new Client(bulkhead.fetch, STARK.chatOnly).send(method, path, body)

    expect(problemsOfError(sent, 403, 'scope_insufficient')).toEqual([])
    expect(sent.body.error.details.required).toContain(scope)
  })

  test('a key for search only may not chat', async () => {
    const sent = await new Client(bulkhead.fetch, STARK.searchOnly).post('/v1/chat/completions', {
      messages: [{ role: 'user', content: 'x' }],
    })

    expect(problemsOfError(sent, 403, 'scope_insufficient')).toEqual([])
  })
})

test('an address that keeps failing is slowed down; a good key from it still passes', async () => {
  const from = { 'cf-connecting-ip': '192.0.2.7' }
  const codes: string[] = []
  for (let i = 0; i < 32; i++) {
    const sent = await read(await bulkhead.fetch('/v1/usage', { headers: { ...bearer(UNKNOWN), ...from } }))
    codes.push(sent.body.error.code)
  }
  const good = await bulkhead.fetch('/v1/usage', { headers: { ...bearer(STARK.full), ...from } })

  expect(codes.slice(0, 30)).toEqual(Array(30).fill('api_key_invalid'))
  expect(codes.slice(30)).toEqual(['rate_limited', 'rate_limited'])
  expect(good.status).toBe(200)
  const failures = bulkhead
    .logs()
    .filter(
      ({ message, clientIp }) => message === 'identification failed' && clientIp === from['cf-connecting-ip'],
    )
  expect(failures).toHaveLength(32)
  expect(JSON.stringify(bulkhead.logs())).not.toContain(UNKNOWN)
})

describe('the admin token', () => {
  test.each([{}, bearer('wrong'), bearer(STARK.full)])('is needed: %j', async (headers) => {
    const response = await bulkhead.fetch('/admin/v1/tenants/acme/data', {
      method: 'DELETE',
      headers: { ...headers, ...fromElsewhere() },
    })

    expect(problemsOfError(await read(response), 401, 'api_key_invalid')).toEqual([])
  })
})

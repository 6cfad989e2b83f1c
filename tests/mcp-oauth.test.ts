import { createHash, randomBytes } from 'node:crypto'

import { ADMIN_TOKEN, Client as Asking, localKey, read, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { HeldSignIn } from './mcp/held-sign-in.ts'

const ISSUER = 'http://localhost:8787'
const REDIRECT = 'http://127.0.0.1:33418/callback'
const SCOPES = ['search', 'chat', 'keys:write']

let bulkhead: HarnessedBulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { OAUTH_ISSUER: ISSUER, LOCAL_TOKEN_DELAY_MS: '0' } })
  await new Asking(bulkhead.fetch, localKey('acme')).post('/v1/documents', {
    id: 'of-the-grant',
    text: 'The halyard of the grant is blue.',
  })
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const asClient = (url: string | URL, init?: RequestInit) =>
  bulkhead.fetch(new URL(url, ISSUER).href, { redirect: 'manual', ...init })

const transportFor = (signIn: HeldSignIn) =>
  new StreamableHTTPClientTransport(new URL(`${ISSUER}/mcp`), { fetch: asClient, authProvider: signIn })

/** A page of the portal, in the hands of a person of the tenant's. */
type Page = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Sent>

async function portalOf(tenantId: string, scopes: readonly string[] = SCOPES): Promise<Page> {
  const admin = new Asking(bulkhead.fetch, ADMIN_TOKEN)
  const link = await admin.post('/admin/v1/portal-sessions', { tenantId, subject: 'ada', scopes })
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const opened = await asClient('/admin/v1/session', {
    method: 'POST',
    headers,
    body: JSON.stringify({ code: new URL(link.body.url).hash.slice('#code='.length) }),
  })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (method, path, body) =>
    read(
      await asClient(`/admin/v1/session${path}`, {
        method,
        headers: { ...headers, cookie },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
}

/** What the client's browser hands to the consent page. */
async function requestAt(asked: URL | undefined): Promise<string> {
  const sent = await asClient(asked ?? '')
  expect(sent.status).toBe(302)
  const page = new URL(sent.headers.get('location') ?? '')
  expect(page.origin + page.pathname).toBe(`${ISSUER}/console/connect`)
  return page.searchParams.get('request') ?? ''
}

/** The official client, signed in for the tenant. */
async function signedIn(tenantId = 'acme', scopes = ['search', 'chat']): Promise<HeldSignIn> {
  const signIn = new HeldSignIn(REDIRECT)
  const transport = transportFor(signIn)
  await expect(new Client({ name: 'odd', version: '1' }).connect(transport)).rejects.toThrow(
    UnauthorizedError,
  )
  const request = await requestAt(signIn.asked)
  const { body } = await (await portalOf(tenantId))('POST', '/grants', { request, scopes })
  const back = new URL(body.redirectTo)
  expect([back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual([signIn.state(), ISSUER])
  await transport.finishAuth(back.searchParams)
  return signIn
}

async function connected(signIn: HeldSignIn): Promise<Client> {
  const client = new Client({ name: 'odd', version: '1' })
  await client.connect(transportFor(signIn))
  return client
}

const ping = (token: string) =>
  asClient('/mcp', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  }).then(read)

test('the official client finds its way, asks for consent, and works until the key is revoked', async () => {
  const signIn = await signedIn()
  const client = await connected(signIn)
  const found = await client.callTool({ name: 'search', arguments: { query: 'halyard', topK: 1 } })
  const answered = await client.callTool({ name: 'answer', arguments: { question: 'Which halyard?' } })
  expect(found.structuredContent).toMatchObject({ results: [{ documentId: 'of-the-grant' }] })
  expect(answered.isError).not.toBe(true)

  const admin = new Asking(bulkhead.fetch, ADMIN_TOKEN)
  const { body: keys } = await admin.get('/admin/v1/tenants/acme/keys')
  const key = keys.data.find(({ name }: { name: string }) => name === 'Odd <b>Client</b>')
  expect(key).toMatchObject({
    scopes: ['search', 'chat'],
    metadata: { grant: 'mcp' },
    createdBy: 'portal:acme',
  })
  expect(Date.parse(key.expiresAt)).toBeGreaterThan(Date.now())

  expect((await admin.delete(`/admin/v1/tenants/acme/keys/${key.id}`)).status).toBe(200)
  const refused = await ping(signIn.granted?.access_token ?? '')
  expect([refused.status, refused.body.error.code]).toEqual([401, 'api_key_invalid'])
  expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token", resource_metadata=')
})

test('a refreshed token is the same key, and one for fewer scopes is not made', async () => {
  const signIn = await signedIn()
  const refresh = (more = {}) =>
    token(
      { grant_type: 'refresh_token', refresh_token: signIn.granted?.refresh_token ?? '', ...more },
      signIn,
    )
  const fewer = await refresh({ scope: 'search' })
  const same = await refresh()
  expect([fewer.status, fewer.body.error]).toEqual([400, 'invalid_scope'])
  expect(same.body.scope).toBe('search chat')
  expect((await ping(same.body.access_token)).status).toBe(200)
})

test('a person of another tenant grants only what is theirs', async () => {
  const signIn = await signedIn('globex')
  const read = await (
    await connected(signIn)
  ).callTool({ name: 'get_document', arguments: { id: 'of-the-grant' } })
  expect(read).toMatchObject({ isError: true, _meta: { error: { code: 'not_found' } } })
})

test('scopes that were not granted are refused, and the client learns what to ask for', async () => {
  const signIn = await signedIn('acme', ['search'])
  const sent = await asClient('/mcp', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${signIn.granted?.access_token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'answer', arguments: { question: 'Which halyard?' } },
    }),
  })
  await sent.text()
  expect(sent.status).toBe(403)
  expect(sent.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
})

/** A client that does by hand what the official one does. */
async function registered(more: object = {}): Promise<string> {
  const sent = await asClient('/oauth/register', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'By hand',
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'none',
      ...more,
    }),
  })
  return (await read(sent)).body.client_id
}

function queryOf(clientId: string, challenge: string, more: Record<string, string> = {}): string {
  return new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  }).toString()
}

const token = async (form: Record<string, string>, signIn?: HeldSignIn): Promise<Sent> =>
  read(
    await asClient('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...signIn?.credentials(), ...form }).toString(),
    }),
  )

const proof = () => {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

test('a code is good once and for its verifier alone', async () => {
  const clientId = await registered()
  const { verifier, challenge } = proof()
  const page = await portalOf('acme')
  const codeOf = async () => {
    const { body } = await page('POST', '/grants', {
      request: queryOf(clientId, challenge),
      scopes: ['search'],
    })
    return new URL(body.redirectTo).searchParams.get('code') ?? ''
  }
  const exchange = (code: string, proven: string) =>
    token({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      code,
      code_verifier: proven,
    })
  const wrong = await exchange(await codeOf(), proof().verifier)
  expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_grant'])

  const code = await codeOf()
  const first = await exchange(code, verifier)
  expect((await ping(first.body.access_token)).status).toBe(200)
  const replayed = await exchange(code, verifier)
  expect([replayed.status, replayed.body.error]).toEqual([400, 'invalid_grant'])
  // Whoever replays a code ends the grant that it made.
  expect((await ping(first.body.access_token)).status).toBe(401)
})

test.each([
  ['another address than the registered one', { redirect_uri: 'http://127.0.0.1:33418/other' }],
  ['no proof', { code_challenge: '', code_challenge_method: '' }],
  ['a plain proof', { code_challenge_method: 'plain' }],
  ['a client that nobody knows', { client_id: 'nobody' }],
  ['tokens without a code', { response_type: 'token' }],
  ['another resource', { resource: 'https://elsewhere.example.com/mcp' }],
])('a request with %s is refused on the page and leads nowhere', async (_, more) => {
  const page = await portalOf('acme')
  const request = queryOf(await registered(), proof().challenge, more)
  for (const sent of [
    await page('GET', `/grant?${new URLSearchParams({ request }).toString()}`),
    await page('POST', '/grants', { request, scopes: ['search'] }),
  ]) {
    expect([sent.status, sent.body.error.code]).toEqual([400, 'invalid_request'])
    expect(sent.text).not.toContain('redirectTo')
  }
})

test('a client with a secret needs a proof too', async () => {
  const clientId = await registered({ token_endpoint_auth_method: 'client_secret_post' })
  const request = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
  }).toString()
  const sent = await (await portalOf('acme'))('POST', '/grants', { request, scopes: ['search'] })
  expect([sent.status, sent.body.error.code]).toEqual([400, 'invalid_request'])
})

test('the page is told who asks, and who may not make such a key grants none', async () => {
  const request = queryOf(await registered(), proof().challenge, { scope: 'search chat', state: 's' })
  const path = `/grant?${new URLSearchParams({ request }).toString()}`
  const shown = await (await portalOf('acme'))('GET', path)
  expect(shown.body).toEqual({
    tenantId: 'acme',
    client: { name: 'By hand' },
    redirectHost: '127.0.0.1',
    isLoopback: true,
    scopes: ['search', 'chat'],
  })
  const withoutKeys = await (await portalOf('acme', ['search', 'chat']))('GET', path)
  const searching = await portalOf('acme', ['search', 'keys:write'])
  expect([withoutKeys.status, withoutKeys.body.error.code]).toEqual([403, 'scope_insufficient'])
  expect((await searching('GET', path)).body.scopes).toEqual(['search'])
  for (const scopes of [['search', 'chat'], ['chat'], ['keys:write']]) {
    expect((await searching('POST', '/grants', { request, scopes })).status).toBe(400)
  }
  const denied = await searching('POST', '/grants', { request, scopes: [] })
  expect(Object.fromEntries(new URL(denied.body.redirectTo).searchParams)).toEqual({
    error: 'access_denied',
    state: 's',
    iss: ISSUER,
  })
})

test('consent is the page’s own: neither a stranger, an operator nor another site gives it', async () => {
  const body = JSON.stringify({ request: queryOf(await registered(), proof().challenge), scopes: ['search'] })
  const type = { 'content-type': 'application/json' }
  const send = (headers: Record<string, string>) =>
    asClient('/admin/v1/session/grants', { method: 'POST', headers: { ...type, ...headers }, body }).then(
      read,
    )
  const page = { 'sec-fetch-site': 'same-origin' }
  expect((await send(page)).status).toBe(401)
  expect((await send({ authorization: `Bearer ${ADMIN_TOKEN}` })).status).toBe(403)
  expect((await send({ authorization: `Bearer ${localKey('acme')}` })).status).toBe(401)
  const cookie = `__Host-bulkhead=${'x'.repeat(43)}`
  expect((await send({ 'sec-fetch-site': 'cross-site', cookie })).status).toBe(403)
})

test('while the store of grants fails nobody gets in, and keys work as ever', async () => {
  const signIn = await signedIn()
  const request = queryOf(await registered(), proof().challenge)
  const page = await portalOf('acme')
  await bulkhead.setFault({ target: 'kv', mode: 'error' })
  const refused = [
    await ping(signIn.granted?.access_token ?? ''),
    await page('POST', '/grants', { request, scopes: ['search'] }),
    await token({ grant_type: 'refresh_token', refresh_token: signIn.granted?.refresh_token ?? '' }, signIn),
  ]
  expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual(
    refused.map(() => [503, 'storage_unavailable']),
  )
  expect((await ping(localKey('acme'))).status).toBe(200)
})

test('what is asked for under another name than the issuer’s is not there, and /mcp asks for a key', async () => {
  const elsewhere = (path: string, init?: RequestInit) => bulkhead.fetch(`http://127.0.0.1:9999${path}`, init)
  for (const path of [
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-protected-resource/mcp',
    '/oauth/authorize',
  ]) {
    expect([path, (await read(await elsewhere(path))).status]).toEqual([path, 404])
  }
  const refused = await read(await elsewhere('/mcp', { method: 'POST', body: '{}' }))
  expect([refused.status, refused.body.error.code]).toEqual([400, 'tenant_required'])
})

test('neither token, code nor key of a grant is in a log line', async () => {
  const { granted } = await signedIn()
  await ping(granted?.access_token ?? '')
  const lines = bulkhead.logs().map((line) => JSON.stringify(line))
  const secrets = [granted?.access_token, granted?.refresh_token].map(
    (secret) => secret?.split(':')[2] ?? '?',
  )
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
  expect(lines.filter((line) => /bh_acme_[a-z0-9]{12}_/.test(line))).toEqual([])
})

test('both metadata documents say where and what', async () => {
  const resource = await read(await asClient('/.well-known/oauth-protected-resource/mcp'))
  const server = await read(await asClient('/.well-known/oauth-authorization-server'))
  expect(resource.body).toMatchObject({
    resource: `${ISSUER}/mcp`,
    authorization_servers: [ISSUER],
    scopes_supported: ['search', 'chat'],
  })
  expect(server.body).toMatchObject({
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/oauth/authorize`,
    token_endpoint: `${ISSUER}/oauth/token`,
    registration_endpoint: `${ISSUER}/oauth/register`,
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code'],
  })
})

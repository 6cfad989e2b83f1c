import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { serve } from '../../http/serve.ts'
import { admin, cookieOf, documentOf, operatorToken, portalCookie } from '../../testing/admin.ts'

test('a visitor is told that nobody is signed in, and is no failed sign-in', async () => {
  for (let asked = 0; asked < 40; asked++) {
    const { status, body } = await admin('GET', '/session', undefined, { token: '' })
    expect([status, body]).toEqual([200, { session: null, environment: 'local' }])
  }
})

test.each([
  ['an unknown session', { cookie: 'x'.repeat(43) }],
  ['an unknown token', { token: `bho_${'x'.repeat(43)}` }],
])('%s is nobody’s', async (_, credentials) => {
  const { status, body } = await admin('GET', '/session', undefined, credentials)

  expect([status, body.session]).toEqual([200, null])
})

test('guessing a token this way ends as signing in does', async () => {
  const request = new Request('http://localhost/admin/v1/session', {
    headers: { authorization: 'Bearer wrong' },
  })
  const exhausted = { ...env, FAILED_IDENTIFICATION: { limit: async () => ({ success: false }) } }
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- what the test environment binds
  expect((await serve(request, exhausted as never)).status).toBe(429)
})

test('whoever is signed in reads who they are, on pages of the console', async () => {
  const cookie = await cookieOf({ token: await operatorToken('billing') })

  const mine = await admin('GET', '/session', undefined, { cookie })
  const headers = { cookie: `__Host-bulkhead=${cookie}`, 'sec-fetch-site': 'cross-site' }
  const foreign = await admin('GET', '/session', undefined, { token: '', headers })

  expect(mine.body.session).toEqual((await admin('GET', '/whoami', undefined, { cookie })).body)
  expect(mine.body.session).toMatchObject({ kind: 'operator', role: 'billing', environment: 'local' })
  expect(foreign.status).toBe(403)
})

test('a page learns where the public API is, signed in or not', async () => {
  const request = new Request('http://localhost/admin/v1/session')
  const place = { ...env, ENVIRONMENT: 'production', API_ORIGIN: 'https://api.example.com' }
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- what the test environment binds
  const response = await serve(request, place as never)

  expect(await response.json()).toEqual({
    session: null,
    environment: 'production',
    apiOrigin: 'https://api.example.com',
  })
})

test('two people of a tenant share no reply, whatever Idempotency-Key they send', async () => {
  await admin('POST', '/tenants', documentOf('shared-key'))
  const headers = { 'idempotency-key': '1' }
  const ada = await portalCookie('shared-key', { scopes: ['keys:write'] })
  const bob = await portalCookie('shared-key', { subject: 'bob@tenant.example', scopes: ['usage:read'] })

  const first = await admin('POST', '/session/key', {}, { cookie: ada, headers })
  const other = await admin('POST', '/session/key', {}, { cookie: bob, headers })

  expect([first.status, other.status]).toEqual([201, 201])
  expect(other.body.keyId).not.toBe(first.body.keyId)
})

test('a portal links back to web pages only', async () => {
  const wish = { tenantId: 'shared-key', subject: 'ada', scopes: ['usage:read'] }
  for (const returnUrl of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
    expect((await admin('POST', '/portal-sessions', { ...wish, returnUrl })).status).toBe(400)
  }
})

test('a cookie whose session has ended is forgotten, so that it hides nobody behind it', async () => {
  const ended = 'a'.repeat(43)
  const { status, body, headers } = await admin('GET', '/session', undefined, { cookie: ended })

  expect([status, body]).toEqual([200, { session: null, environment: 'local' }])
  expect(headers.get('set-cookie')).toMatch(/^__Host-bulkhead=; .*Max-Age=0/)
})

test.each([
  ['a visitor', { token: '' }, null],
  ['an ended session', { cookie: 'b'.repeat(43) }, expect.stringMatching(/^__Host-bulkhead=; .*Max-Age=0/)],
])('%s is signed out already', async (_, credentials, cookie) => {
  const { status, headers } = await admin('DELETE', '/session', undefined, credentials)

  expect(status).toBe(204)
  expect(headers.get('set-cookie')).toEqual(cookie)
})

test('no other page signs anybody out', async () => {
  const cookie = await cookieOf({ token: await operatorToken('viewer') })
  const headers = { cookie: `__Host-bulkhead=${cookie}`, 'sec-fetch-site': 'cross-site' }

  expect((await admin('DELETE', '/session', undefined, { token: '', headers })).status).toBe(403)
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(200)
})

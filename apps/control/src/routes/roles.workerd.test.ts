import { ROLES } from '@bulkhead/contracts/http/admin/operators'
import { expect, test } from 'vitest'

import { ROUTES } from '../routes.ts'
import { admin, cookieOf, documentOf, operatorToken, OWN_PAGE, portalCookie } from '../testing/admin.ts'

const tokens = Object.fromEntries(
  await Promise.all(ROLES.map(async (role) => [role, await operatorToken(role)] as const)),
)
const cookies = Object.fromEntries(
  await Promise.all(ROLES.map(async (role) => [role, await cookieOf({ token: tokens[role]! })] as const)),
)
await admin('POST', '/tenants', documentOf('of-the-portal'))
const portal = await portalCookie('of-the-portal')

const rows = ROUTES.filter(({ signsIn, forNobody }) => signsIn !== true && forNobody === undefined).map(
  (route) => [`${route.method} ${route.path}`, route] as const,
)
const pathOf = (path: string) => path.replace('/admin/v1', '').replaceAll(/:\w+/g, 'nobody')
const bodyOf = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : {})
const isRefused = (status: number) => status === 401 || status === 403

test.each(rows)('%s asks for a token, then for its role', async (_, { method, path, roles }) => {
  const url = `${pathOf(path)}${method === 'GET' ? '' : '?dryRun=true'}`
  for (const token of ['', 'wrong', `bho_${'x'.repeat(43)}`]) {
    const stranger = await admin(method, url, bodyOf(method), { token })
    expect([stranger.status, stranger.body.error.code]).toEqual([401, 'api_key_invalid'])
  }
  for (const role of ROLES) {
    const { status } = await admin(method, url, bodyOf(method), { token: tokens[role]! })
    expect([role, isRefused(status)]).toEqual([role, !roles.includes(role)])
  }
})

test.each(rows)('%s takes a session as it takes a token', async (_, { method, path, roles }) => {
  if (method === 'DELETE' && path.endsWith('/session')) return
  const url = `${pathOf(path)}${method === 'GET' ? '' : '?dryRun=true'}`
  const body = bodyOf(method)
  for (const role of ROLES) {
    const { status } = await admin(method, url, body, { cookie: cookies[role]! })
    expect([role, isRefused(status)]).toEqual([role, !roles.includes(role)])
  }
  const ofPortal = await admin(method, url, body, { cookie: portal })
  expect(isRefused(ofPortal.status)).toBe(!roles.includes('portal'))
  const unknown = await admin(method, url, body, { cookie: 'x'.repeat(43) })
  expect([unknown.status, unknown.body.error.code]).toEqual([401, 'api_key_invalid'])
})

const FOREIGN = [
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another subdomain', { 'sec-fetch-site': 'same-site' }],
  ['an address typed in', { 'sec-fetch-site': 'none' }],
  ['an old browser elsewhere', { origin: 'https://evil.example' }],
  ['no page at all', {}],
] as const

test.each(rows)('%s refuses a session that another page sends', async (_, { method, path }) => {
  for (const [what, headers] of FOREIGN) {
    const options = { token: '', headers: { cookie: `__Host-bulkhead=${cookies['owner']!}`, ...headers } }
    const { status, body } = await admin(method, pathOf(path), bodyOf(method), options)
    expect([what, status, body.error.code]).toEqual([what, 403, 'scope_insufficient'])
  }
})

test('a session is taken from an old browser that names the right origin', async () => {
  const headers = { cookie: `__Host-bulkhead=${cookies['viewer']!}`, origin: 'http://localhost' }
  expect((await admin('GET', '/whoami', undefined, { token: '', headers })).status).toBe(200)
})

test('a session without a content type changes nothing', async () => {
  const headers = { cookie: `__Host-bulkhead=${cookies['owner']!}`, ...OWN_PAGE, 'content-type': '' }
  const { status } = await admin('POST', '/plans', { name: 'sneaky' }, { token: '', headers })
  expect(status).toBe(415)
})

test('an unknown route is 404, and another method 405, for whoever asks', async () => {
  expect((await admin('GET', '/nothing')).status).toBe(404)
  const other = await admin('DELETE', '/whoami')
  expect(other.status).toBe(405)
  expect(other.headers.get('allow')).toBe('GET')
})

test('an operator is known by name until the token expires or is taken away', async () => {
  const { body } = await admin('POST', '/operators', { name: 'Ada', role: 'viewer' })

  expect((await admin('GET', '/whoami', undefined, { token: body.token })).body).toMatchObject({
    id: body.id,
    name: 'Ada',
    role: 'viewer',
    type: 'operator',
  })
  await admin('PATCH', `/operators/${body.id}`, { expiresAt: new Date(Date.now() - 1_000).toISOString() })
  const expired = await admin('GET', '/whoami', undefined, { token: body.token })
  expect(expired.body.error.code).toBe('api_key_expired')
  await admin('PATCH', `/operators/${body.id}`, { expiresAt: null })
  expect((await admin('GET', '/whoami', undefined, { token: body.token })).status).toBe(200)
  await admin('DELETE', `/operators/${body.id}`)
  expect((await admin('GET', '/whoami', undefined, { token: body.token })).status).toBe(401)
})

test('no operator is made whose token has expired already', async () => {
  const expiresAt = new Date(Date.now() - 1).toISOString()
  const { status, body } = await admin('POST', '/operators', { name: 'Late', role: 'viewer', expiresAt })

  expect(status).toBe(400)
  expect(body.error.param).toBe('expiresAt')
})

test('the admin token is the owner, and is written down as what it is', async () => {
  expect((await admin('GET', '/whoami')).body).toMatchObject({ role: 'owner', type: 'bootstrap' })
  const { body } = await admin('GET', '/audit-events?action=operator.created&limit=1')
  expect(body.data[0].actor).toMatchObject({ type: 'bootstrap' })
})

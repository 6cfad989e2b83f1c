// Every operation of the admin API by everybody who may not use it, from the API's own document; and no secret
// that it has ever shown is in a line, an audit event or a backup.
import { ADMIN_TOKEN, Client, read, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROLES = ['owner', 'operator', 'billing', 'viewer'] as const
const PAGE = { 'sec-fetch-site': 'same-origin' }

interface Operation {
  readonly method: string
  readonly path: string
  readonly roles: readonly string[]
}

let bulkhead: HarnessedBulkhead
let admin: Client
/** Whatever was shown once: none of it may be seen again. */
const secrets: string[] = []
const tokens = new Map<string, string>()

beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { LOG_LEVEL: 'debug' } })
  admin = new Client(bulkhead.fetch, ADMIN_TOKEN)
  for (const role of ROLES) {
    const { body } = await admin.post('/admin/v1/operators', { name: role, role })
    tokens.set(role, body.token)
  }
  const shown = [
    await admin.post('/admin/v1/tenants', tenantOf('matrix')),
    await admin.post('/admin/v1/tenants/matrix/keys', { scopes: ['chat', 'keys:write', 'usage:read'] }),
    await admin.post('/admin/v1/webhooks', { url: 'https://example.com/in', events: ['key.created'] }),
    await admin.post('/admin/v1/sign-in-links', {}),
    await admin.post('/admin/v1/portal-sessions', {
      tenantId: 'matrix',
      subject: 'ada@matrix.example',
      scopes: ['usage:read'],
    }),
  ]
  const { body: webhook } = shown[2]!
  shown.push(await admin.post(`/admin/v1/webhooks/${webhook.id}/rotate-secret`, { graceSeconds: 60 }))
  for (const { body } of shown) {
    for (const name of ['key', 'secret', 'token']) if (body[name] !== undefined) secrets.push(body[name])
    if (typeof body.url === 'string' && body.url.includes('code=')) secrets.push(body.url.split('code=')[1])
  }
  secrets.push(...tokens.values())
})
afterAll(() => bulkhead?.stop())

function tenantOf(id: string) {
  return {
    id,
    name: 'Matrix',
    status: 'active',
    tier: 'standard',
    chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
    rateLimit: { requestsPerMinute: 60_000, burst: 10_000 },
    budget: { tokensPerDay: 1_000_000 },
  }
}

async function operations(): Promise<Operation[]> {
  const { body } = await new Client(bulkhead.fetch, 'nobody').get('/admin/v1/openapi.json')
  return Object.entries<Record<string, { security?: unknown[]; 'x-roles': string[] }>>(body.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        // Signing in, and asking who is signed in, are for everybody and say so.
        .filter(([, { security }]) => security === undefined)
        .map(([method, { 'x-roles': roles }]) => ({ method: method.toUpperCase(), path, roles })),
  )
}

async function ask({ method, path }: Operation, headers: Record<string, string>): Promise<Sent> {
  const concrete = path.replaceAll(/\{\w+\}/g, 'nobody-at-all')
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const json = { 'content-type': 'application/json' }
  const init = hasBody ? { body: '{}', headers: { ...json, ...headers } } : { headers: { ...headers } }
  return await read(await bulkhead.fetch(concrete, { method, ...init }))
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function cookieOf(credentials: object): Promise<string> {
  const { headers } = await new Client(bulkhead.fetch, '').post('/admin/v1/session', credentials, PAGE)
  const [, secret = ''] = /^__Host-bulkhead=([^;]+)/.exec(headers.get('set-cookie') ?? '') ?? []
  secrets.push(secret)
  return secret
}

test('each operation is for its roles: by token and by session, and for nobody else', async () => {
  const tenantKey = secrets.find((secret) => secret.startsWith('bh_')) ?? ''
  const strangers = [
    ['a made-up token', bearer(`bho_${'x'.repeat(43)}`), 401],
    ["a tenant's key", bearer(tenantKey), 401],
    ['a made-up session', { ...PAGE, cookie: `__Host-bulkhead=${'x'.repeat(43)}` }, 401],
  ] as const
  const all = await operations()
  expect(all.length).toBeGreaterThan(50)
  const wrong: unknown[] = []
  for (const operation of all) {
    if (operation.method === 'DELETE' && operation.path.endsWith('/session')) continue
    for (const [who, headers, expected] of strangers) {
      const { status } = await ask(operation, headers)
      // Failed sign-ins are throttled after thirty a minute.
      if (status !== expected && status !== 429) wrong.push([operation, who, status])
    }
    for (const role of ROLES) {
      const { status } = await ask(operation, bearer(tokens.get(role) ?? ''))
      if ((status === 403) === operation.roles.includes(role)) wrong.push([operation, role, status])
    }
  }
  expect(wrong).toEqual([])
})

test('a session counts for its own pages only, whatever it asks', async () => {
  const cookie = `__Host-bulkhead=${await cookieOf({ token: tokens.get('owner') })}`
  const wrong: unknown[] = []
  for (const operation of await operations()) {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const { status } = await ask(operation, { cookie, ...headers })
      if (status !== 403) wrong.push([operation, headers, status])
    }
  }
  expect(wrong).toEqual([])
})

test('a person of a tenant reaches their own session and nothing of the operators', async () => {
  const { body } = await admin.post('/admin/v1/portal-sessions', {
    tenantId: 'matrix',
    subject: 'grace@matrix.example',
    scopes: ['usage:read'],
  })
  const cookie = `__Host-bulkhead=${await cookieOf({ code: body.url.split('code=')[1] })}`
  const wrong: unknown[] = []
  for (const operation of await operations()) {
    if (operation.method === 'DELETE' && operation.path.endsWith('/session')) continue
    const { status } = await ask(operation, { ...PAGE, cookie })
    if ((status === 403) === operation.roles.includes('portal')) wrong.push([operation, status])
  }
  expect(wrong).toEqual([])
  const issue = { method: 'POST', path: '/admin/v1/session/key', roles: [] }
  const key = await ask(issue, { ...PAGE, cookie })
  secrets.push(key.body.key)
  expect((await new Client(bulkhead.fetch, key.body.key).get('/v1/usage')).status).toBe(200)
})

test('no secret that was shown once is in a log line or an audit event', async () => {
  const events = await admin.get('/admin/v1/audit-events?limit=100')
  const lines = bulkhead.logs().map((line) => JSON.stringify(line))

  expect(secrets.length).toBeGreaterThan(10)
  expect(secrets.filter((secret) => events.text.includes(secret))).toEqual([])
  expect(secrets.filter((secret) => lines.some((line) => line.includes(secret)))).toEqual([])
})

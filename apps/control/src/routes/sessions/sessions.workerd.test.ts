import { env, runInDurableObject } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { serve } from '../../http/serve.ts'
import { admin, cookieOf, documentOf, homes, operatorToken, portalCookie } from '../../testing/admin.ts'

const ADMIN_TOKEN = 'local-admin-of-the-tests'
const registry = () => env.REGISTRIES.getByName('registry-0')
const signIn = (body: object, headers: Record<string, string> = {}) =>
  admin('POST', '/session', body, { token: '', headers })

/** Moves every session so far into the past. */
async function age(ms: number): Promise<void> {
  await runInDurableObject(registry(), (_, { storage }) => {
    storage.sql.exec('UPDATE session SET used_ms = used_ms - ?, expires_ms = expires_ms - ?', ms, ms)
  })
}

test('a token becomes a cookie that no script reads, and whoami says whose', async () => {
  const { status, body, headers } = await signIn({ token: ADMIN_TOKEN })

  expect(status).toBe(201)
  expect(body).toMatchObject({ kind: 'operator', role: 'owner', type: 'bootstrap' })
  const inHours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000
  expect(inHours).toBeGreaterThan(11.9)
  expect(inHours).toBeLessThanOrEqual(12)
  expect(headers.get('set-cookie')).toMatch(
    /^__Host-bulkhead=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  )
  const cookie = await cookieOf({ token: ADMIN_TOKEN })
  expect((await admin('GET', '/whoami', undefined, { cookie })).body).toMatchObject({ role: 'owner' })
})

test('a wrong token, code or body signs nobody in', async () => {
  for (const body of [{ token: 'wrong' }, { token: `bho_${'x'.repeat(43)}` }, { code: 'x'.repeat(43) }]) {
    const { status, body: refusal, headers } = await signIn(body)
    expect([status, refusal.error.code]).toEqual([401, 'api_key_invalid'])
    expect(headers.get('set-cookie')).toBeNull()
  }
  expect((await signIn({})).status).toBe(400)
  expect((await signIn({ token: ADMIN_TOKEN, code: 'x' })).status).toBe(400)
  expect((await signIn({ token: 'x'.repeat(5_000) })).status).toBe(413)
})

test('another site signs nobody in', async () => {
  const crossSite = await signIn({ token: ADMIN_TOKEN }, { 'sec-fetch-site': 'cross-site' })
  expect(crossSite.status).toBe(403)
  const elsewhere = await signIn({ token: ADMIN_TOKEN }, { origin: 'https://evil.example' })
  expect(elsewhere.status).toBe(403)
})

test('signing out ends the session and clears the cookie', async () => {
  const cookie = await cookieOf({ token: ADMIN_TOKEN })

  const { status, headers } = await admin('DELETE', '/session', undefined, { cookie })

  expect(status).toBe(204)
  expect(headers.get('set-cookie')).toMatch(/^__Host-bulkhead=; .*Max-Age=0$/)
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(401)
})

test('an operator is signed out after an idle hour, and with the operator', async () => {
  const { body: operator } = await admin('POST', '/operators', { name: 'Grace', role: 'viewer' })
  const idle = await cookieOf({ token: operator.token })
  await age(3_700_000)
  expect((await admin('GET', '/whoami', undefined, { cookie: idle })).status).toBe(401)

  const cookie = await cookieOf({ token: operator.token })
  await age(1_800_000)
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(200)
  await age(1_900_000)
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(200)
  await admin('DELETE', `/operators/${operator.id}`)
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(401)
})

test('a role that changes counts for the sessions there are', async () => {
  const { body: operator } = await admin('POST', '/operators', { name: 'Alan', role: 'viewer' })
  const cookie = await cookieOf({ token: operator.token })
  expect((await admin('GET', '/operators', undefined, { cookie })).status).toBe(403)
  await admin('PATCH', `/operators/${operator.id}`, { role: 'owner' })
  expect((await admin('GET', '/operators', undefined, { cookie })).status).toBe(200)
})

test('a sign-in link signs its maker in once', async () => {
  const token = await operatorToken('operator')
  const { status, body } = await admin('POST', '/sign-in-links', {}, { token })

  expect(status).toBe(201)
  expect(body.url).toMatch(/^http:\/\/localhost\/console\/sign-in#code=[\w-]{43}$/)
  const code = body.url.split('code=')[1]
  const cookie = await cookieOf({ code })
  expect((await admin('GET', '/whoami', undefined, { cookie })).body).toMatchObject({ role: 'operator' })
  expect((await signIn({ code })).status).toBe(401)
  expect((await admin('POST', '/sign-in-links', {}, { token: await operatorToken('viewer') })).status).toBe(
    403,
  )
})

test('two pages that use a code at once: one is signed in', async () => {
  const { body } = await admin('POST', '/sign-in-links', {})
  const code = body.url.split('code=')[1]
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn({ code })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
})

test('a portal session is of its tenant, and may do nothing else', async () => {
  await admin('POST', '/tenants', documentOf('portal-a'))
  await admin('POST', '/tenants', documentOf('portal-b'))
  const cookie = await portalCookie('portal-a', { returnUrl: 'https://customer.example/back' })

  expect((await admin('GET', '/whoami', undefined, { cookie })).body).toMatchObject({
    kind: 'portal',
    tenantId: 'portal-a',
    subject: 'ada@tenant.example',
    scopes: ['usage:read', 'keys:read'],
    returnUrl: 'https://customer.example/back',
  })
  const key = await admin('POST', '/session/key', {}, { cookie })
  expect(key.status).toBe(201)
  expect(key.body.key).toMatch(/^bh_portal-a_/)
  const foreign = await admin('POST', '/session/key', { tenantId: 'portal-b' }, { cookie })
  const absent = await admin('POST', '/session/key', { tenantId: 'portal-z' }, { cookie })
  expect([foreign.status, foreign.body.error.message]).toEqual([403, absent.body.error.message])
  const one = await admin('GET', `/tenants/portal-a/keys/${key.body.keyId}`)
  expect(one.body.scopes).toEqual(['usage:read'])
  await admin('DELETE', '/tenants/portal-a')
  expect((await admin('GET', '/whoami', undefined, { cookie })).status).toBe(401)
})

test('a console key is out of the list, announced to nobody, and gone once it has ended', async () => {
  await admin('POST', '/tenants', documentOf('playground'))

  const { status, body } = await admin('POST', '/session/key', { tenantId: 'playground' })

  expect(status).toBe(201)
  expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(600_000)
  expect((await admin('GET', '/tenants/playground/keys')).body.data).toEqual([])
  const all = await admin('GET', '/tenants/playground/keys?all=true')
  expect(all.body.data).toMatchObject([{ id: body.keyId, name: 'console', metadata: { console: 'true' } }])
  const audit = await admin('GET', `/audit-events?target=${body.keyId}`)
  expect(audit.body.data).toMatchObject([{ action: 'key.created' }])
  expect(JSON.stringify(audit.body)).not.toContain(body.key)

  await runInDurableObject(registry(), async (instance, { storage }) => {
    storage.sql.exec('UPDATE api_key SET expires_ms = 1 WHERE id = ?', body.keyId)
    await instance.alarm()
  })
  const puts = await homes.putsOf('playground')
  expect(puts.at(-1)).toMatchObject({ removedKeys: [body.keyId] })
  expect((await admin('GET', '/tenants/playground/keys?all=true')).body.data).toEqual([])
})

test('a tenant has a bounded number of console keys', async () => {
  await admin('POST', '/tenants', documentOf('crowded'))
  await runInDurableObject(registry(), (_, { storage }) => {
    for (let at = 0; at < 50; at++) {
      storage.sql.exec(
        `INSERT INTO api_key (id, tenant_id, sha256, scopes, settings, status, managed_by, expires_ms,
           is_expiry_told, epoch, version, created_ms, created_by, updated_ms, is_console)
         VALUES (?, 'crowded', ?, '["chat"]', '{}', 'active', 'api', ?, 1, 1, 1, 1, 'x', 1, 1)`,
        `crowded-${at}`,
        `${at}`,
        Date.now() + 60_000,
      )
    }
  })
  const { status, body } = await admin('POST', '/session/key', { tenantId: 'crowded' })
  expect([status, body.error.code]).toEqual([429, 'rate_limited'])
})

test('a session key is nobody’s who may only look', async () => {
  const token = await operatorToken('viewer')
  expect((await admin('POST', '/session/key', { tenantId: 'playground' }, { token })).status).toBe(403)
  expect((await admin('POST', '/session/key', {})).status).toBe(400)
  expect((await admin('POST', '/session/key', { tenantId: 'nobody' })).status).toBe(404)
})

test('the header x-audit-reason is written down, unless the body has a reason', async () => {
  await admin('POST', '/tenants', documentOf('reasons'))
  const headers = { 'x-audit-reason': encodeURIComponent('Ünpaid since März') }
  await admin('PATCH', '/tenants/reasons', { name: 'Other' }, { headers })
  await admin('POST', '/tenants/reasons/suspend', { reason: 'abuse' }, { headers })

  const { body } = await admin('GET', '/audit-events?target=reasons&limit=2')
  expect(body.data.map(({ reason }: { reason: string }) => reason)).toEqual(['abuse', 'Ünpaid since März'])
  for (const wrong of ['%', '%20', 'x'.repeat(501)]) {
    const { status } = await admin('PATCH', '/tenants/reasons', {}, { headers: { 'x-audit-reason': wrong } })
    expect(status).toBe(400)
  }
})

const AUD = 'the-console'
const identityOf = (email: string | undefined, aud = AUD) => ({ aud, getIdentity: async () => ({ email }) })

test('Cloudflare Access signs in whom an owner has made an operator, on pages of the console', async () => {
  await admin('POST', '/operators', { name: 'Mary', email: 'mary@ship.example', role: 'billing' })
  await admin('POST', '/operators', { name: 'named@ship.example', role: 'viewer' })
  const whoami = async (
    access: object,
    headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
  ) => {
    const request = new Request('http://localhost/admin/v1/whoami', { headers })
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- what the test environment binds
    const response = await serve(request, { ...env, ACCESS_AUD: AUD } as never, access as never)
    const body: { role?: string; error?: { message: string } } = await response.json()
    return [response.status, body.role ?? body.error?.message]
  }

  expect(await whoami(identityOf('Mary@ship.example'))).toEqual([200, 'billing'])
  expect(await whoami(identityOf('named@ship.example'))).toEqual([200, 'viewer'])
  expect(await whoami(identityOf('stranger@ship.example'))).toEqual([
    403,
    expect.stringContaining('signed in as stranger@ship.example'),
  ])
  const refused = expect.any(String)
  expect(await whoami(identityOf(undefined))).toEqual([403, refused])
  expect(await whoami(identityOf('mary@ship.example', 'another application'))).toEqual([401, refused])
  expect(await whoami(identityOf('mary@ship.example'), { 'sec-fetch-site': 'cross-site' })).toEqual([
    403,
    refused,
  ])
  const again = await admin('POST', '/operators', { name: 'Eve', email: 'mary@ship.example', role: 'owner' })
  expect(again.status).toBe(400)
})

test('secrets of sessions and links are stored nowhere', async () => {
  const { body } = await admin('POST', '/sign-in-links', {}, { headers: { 'idempotency-key': 'link-1' } })
  const code = body.url.split('code=')[1]
  const cookie = await cookieOf({ code })
  await runInDurableObject(registry(), (_, { storage }) => {
    for (const table of ['session', 'portal_session', 'sealed', 'audit', 'idempotency']) {
      const rows = JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray())
      expect(rows).not.toContain(code)
      expect(rows).not.toContain(cookie)
      expect(rows).not.toContain(ADMIN_TOKEN)
    }
  })
  expect(exports.default).toBeDefined()
})

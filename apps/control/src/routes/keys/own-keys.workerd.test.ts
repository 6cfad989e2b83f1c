import type { OwnKeysCall } from '@bulkhead/contracts/record/own-keys'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { admin, documentOf, portalCookie } from '../../testing/admin.ts'

/** What the gateway passes on for a key of the tenant's. */
async function ask(
  { tenantId, keyId }: { tenantId: string; keyId: string },
  call: Omit<OwnKeysCall, 'clientIp'>,
  idempotencyKey?: string,
) {
  const ctx = {
    requestId: 'req_0',
    traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
    tenantId: parseTenantId(tenantId),
    keyId,
    route: call.route,
    deadline: Date.now() + 5_000,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  }
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says what it expects of it
  return await (exports as any).Control.ownKeys(ctx, { ...call, clientIp: '192.0.2.1' })
}

async function tenantWithKey(id: string, more: object = {}) {
  await admin('POST', '/tenants', documentOf(id))
  const body = { scopes: ['chat', 'keys:write'], ...more }
  const { body: key } = await admin('POST', `/tenants/${id}/keys`, body)
  return { tenantId: id, keyId: String(key.id) }
}
const create = (body: object) => ({ route: 'POST /v1/keys', body }) as const

test('a key makes another one, which is in the list and in the audit log as its deed', async () => {
  const by = await tenantWithKey('own-new')

  const { value } = await ask(by, create({ scopes: ['chat'], name: 'web' }))

  expect(value).toMatchObject({ status: 201, body: { name: 'web', createdBy: by.keyId, status: 'active' } })
  expect(value.body.key).toMatch(/^bh_own-new_/)
  const list = await ask(by, { route: 'GET /v1/keys', query: { limit: '1' } })
  expect(list.value.body).toMatchObject({ data: [{ id: by.keyId }], nextCursor: expect.any(String) })
  const { body: events } = await admin('GET', '/audit-events?target=own-new&limit=1')
  expect(events.data[0]).toMatchObject({
    action: 'key.created',
    actor: { type: 'key', id: by.keyId },
    context: { ip: '192.0.2.1' },
  })
  expect(JSON.stringify(events)).not.toContain(value.body.key)
})

test('a lost reply is had again with the same Idempotency-Key, by the same key alone', async () => {
  const by = await tenantWithKey('own-again')
  const other = await ask(by, create({ scopes: ['keys:write'] }))

  const first = await ask(by, create({ scopes: ['chat'] }), 'once')
  const again = await ask(by, create({ scopes: ['chat'] }), 'once')
  const theirs = await ask({ ...by, keyId: other.value.body.id }, create({ scopes: ['keys:write'] }), 'once')

  expect(again.value.body.key).toBe(first.value.body.key)
  expect(theirs.value.body.id).not.toBe(first.value.body.id)
})

test('nothing is made or taken over that may do more than the asking key', async () => {
  const by = await tenantWithKey('own-more', { limits: { tokensPerDay: 100 } })
  const wide = (await admin('POST', '/tenants/own-more/keys', { scopes: ['chat'] })).body.id
  const rotate = (keyId: string) => ({ route: 'POST /v1/keys/:keyId/rotate', keyId, body: {} }) as const

  expect(await ask(by, create({ scopes: ['search'] }))).toMatchObject({ code: 'scope_insufficient' })
  expect(await ask(by, create({ scopes: ['chat'], limits: { tokensPerDay: 101 } }))).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'limits.tokensPerDay' }],
  })
  expect(await ask(by, rotate(wide))).toMatchObject({ details: [{ path: 'limits.tokensPerDay' }] })
  const lifted = { route: 'PATCH /v1/keys/:keyId', keyId: by.keyId, body: { limits: null } } as const
  expect(await ask(by, lifted)).toMatchObject({ details: [{ path: 'limits.tokensPerDay' }] })
  expect((await ask(by, rotate(by.keyId))).value.body.limits).toEqual({ tokensPerDay: 100 })
})

test("another tenant's key does not exist, and a revoked or lesser one may not ask", async () => {
  const by = await tenantWithKey('own-mine')
  const other = await tenantWithKey('own-other')
  const revoke = (keyId: string) => ({ route: 'DELETE /v1/keys/:keyId', keyId }) as const
  const lesser = (await ask(by, create({ scopes: ['chat'] }))).value.body.id

  const foreign = await ask(by, revoke(other.keyId))
  expect(foreign).toMatchObject({ ok: false, code: 'not_found' })
  expect(await ask(by, revoke('aaaaaaaaaaaa'))).toEqual(foreign)
  expect(await ask({ ...by, keyId: other.keyId }, revoke(by.keyId))).toMatchObject({
    code: 'api_key_invalid',
  })
  expect(await ask({ ...by, keyId: lesser }, revoke(by.keyId))).toMatchObject({ code: 'scope_insufficient' })

  expect((await ask(by, revoke(by.keyId))).value).toMatchObject({ status: 200, body: { status: 'revoked' } })
  expect(await ask(by, revoke(by.keyId))).toMatchObject({ code: 'api_key_invalid' })
})

test('keys reach nothing of the operators', async () => {
  const by = await tenantWithKey('own-route')

  const route = 'GET /admin/v1/tenants' as 'GET /v1/keys'
  expect(await ask(by, { route })).toMatchObject({ code: 'scope_insufficient' })
  expect((await admin('GET', '/../../v1/keys')).status).toBe(404)
})

test('the key of a portal session rotates one that has no end, and gives itself none', async () => {
  const { tenantId, keyId } = await tenantWithKey('own-portal')
  const { body: lasting } = await admin('POST', '/tenants/own-portal/keys', { scopes: ['chat'] })
  const cookie = await portalCookie('own-portal', { scopes: ['chat', 'keys:write'] })
  const { body: session } = await admin('POST', '/session/key', {}, { cookie })
  const by = { tenantId, keyId: String(session.keyId) }
  const rotate = (id: string) => ({ route: 'POST /v1/keys/:keyId/rotate', keyId: id, body: {} }) as const

  const rotated = await ask(by, rotate(lasting.id))
  const own = { route: 'PATCH /v1/keys/:keyId', keyId: by.keyId, body: { expiresAt: null } } as const

  expect(rotated.value).toMatchObject({ status: 200, body: { id: lasting.id } })
  expect(rotated.value.body).not.toHaveProperty('expiresAt')
  expect(await ask(by, own)).toMatchObject({ details: [{ path: 'expiresAt' }] })
  const ending = { scopes: ['chat', 'keys:write'], expiresAt: new Date(Date.now() + 60_000).toISOString() }
  const { body: pasted } = await admin('POST', '/tenants/own-portal/keys', ending)
  expect(await ask({ tenantId, keyId: pasted.id }, rotate(keyId))).toMatchObject({
    details: [{ path: 'expiresAt' }],
  })
})

test('the key of a portal session makes one that lasts, with no more than its own scopes', async () => {
  const { tenantId } = await tenantWithKey('own-portal-makes')
  const cookie = await portalCookie('own-portal-makes', { scopes: ['search', 'keys:write'] })
  const { body: session } = await admin('POST', '/session/key', {}, { cookie })
  const by = { tenantId, keyId: String(session.keyId) }
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const make = (body: object) => ask(by, { route: 'POST /v1/keys', body })

  const made = await make({ name: 'shop', scopes: ['search'], expiresAt })
  expect(made.value).toMatchObject({ status: 201, body: { name: 'shop', scopes: ['search'], expiresAt } })
  expect(await make({ scopes: ['chat'] })).toMatchObject({ code: 'scope_insufficient' })
})

test('one tenant cannot fill what all share: its own keys are changed so often a minute', async () => {
  const asking = await tenantWithKey('flooding')
  const other = await tenantWithKey('quiet')
  const post = (by: typeof asking, at: number, key?: string) =>
    ask(by, { route: 'POST /v1/keys', body: { scopes: ['chat'], name: `n${at}` } }, key)

  for (let at = 0; at < 60; at += 1) expect((await post(asking, at, `k${at}`)).ok).toBe(true)
  const over = await post(asking, 60)

  expect(over).toMatchObject({ ok: false, code: 'rate_limited', retryAfterMs: expect.any(Number) })
  expect((await post(asking, 0, 'k0')).value.headers).toMatchObject({ 'idempotency-replayed': 'true' })
  expect((await ask(asking, { route: 'GET /v1/keys', query: { limit: '1' } })).ok).toBe(true)
  expect((await post(other, 0)).ok).toBe(true)
})

test('a key says so much about itself, and no more', async () => {
  await admin('POST', '/tenants', documentOf('talkative'))
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 'x']))
  const post = (more: object) => admin('POST', '/tenants/talkative/keys', { scopes: ['chat'], ...more })
  const model = '@cf/meta/llama-3.1-8b-instruct-fp8'

  const { status, body } = await post({ metadata: fields(51) })
  const made = await post({ metadata: fields(50), models: Array.from({ length: 500 }, () => model) })

  expect([status, body.error.details]).toEqual([400, [expect.objectContaining({ path: 'metadata' })]])
  expect([made.status, made.body.models]).toEqual([201, [model]])
})

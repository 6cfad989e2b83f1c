import { hashApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { env, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../../testing/admin.ts'

async function keyOf(tenantId: string, body: object = { scopes: ['chat'] }) {
  await admin('POST', '/tenants', documentOf(tenantId))
  return await admin('POST', `/tenants/${tenantId}/keys`, body)
}

test('a new key is shown once, and its home object has the digest before that', async () => {
  const { status, body } = await keyOf('key-new', { scopes: ['chat', 'search'], name: 'web' })

  expect(status).toBe(201)
  expect(keyNameOf(body.key)).toEqual({ tenantId: 'key-new', keyId: body.id })
  expect(body).toMatchObject({ name: 'web', status: 'active', createdBy: 'bootstrap' })
  expect((await homes.putsOf('key-new')).at(-1)).toMatchObject({
    full: false,
    keys: [{ keyId: body.id, sha256: await hashApiKey(body.key), status: 'active' }],
  })
  const read = await admin('GET', `/tenants/key-new/keys/${body.id}`)
  expect(read.body.key).toBeUndefined()
  expect(JSON.stringify(read.body)).not.toContain(await hashApiKey(body.key))
})

test('the secret of a key is nowhere: not in the tables, not in the audit log', async () => {
  await admin('POST', '/tenants', documentOf('key-secret'))
  const headers = { 'idempotency-key': 'a-secret' }
  const { body } = await admin('POST', '/tenants/key-secret/keys', { scopes: ['chat'] }, { headers })
  const secret = body.key.slice(-49)

  const stored = await runInDurableObject(
    env.REGISTRIES.getByName('registry-0') as never,
    (_, state: DurableObjectState) => {
      const names = state.storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
        )
        .toArray()
      return JSON.stringify(
        names.map(({ name }) => state.storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
      )
    },
  )

  expect(stored).toContain(body.id)
  expect(stored).not.toContain(secret)
})

test('a lost reply is had again with the same Idempotency-Key, secret included', async () => {
  await admin('POST', '/tenants', documentOf('key-again'))
  const headers = { 'idempotency-key': 'one-key' }

  const first = await admin('POST', '/tenants/key-again/keys', { scopes: ['chat'] }, { headers })
  const again = await admin('POST', '/tenants/key-again/keys', { scopes: ['chat'] }, { headers })

  expect(again.status).toBe(201)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.body.key).toBe(first.body.key)
  expect((await admin('GET', '/tenants/key-again/keys')).body.data).toHaveLength(1)
  const other = await admin('POST', '/tenants/key-again/keys', { scopes: ['search'] }, { headers })
  expect(other.body.error.code).toBe('idempotency_mismatch')
})

test('a revoked key is gone from its home object once that is answered, and stays revoked', async () => {
  const { body } = await keyOf('key-revoked')
  const path = `/tenants/key-revoked/keys/${body.id}`

  const revoked = await admin('DELETE', path)

  expect(revoked).toMatchObject({ status: 200, body: { id: body.id, status: 'revoked' } })
  expect(revoked.body.enforcedAt).toBeTypeOf('string')
  expect((await homes.putsOf('key-revoked')).at(-1)).toMatchObject({ removedKeys: [body.id], keys: [] })
  expect((await admin('DELETE', path)).status).toBe(200)
  expect((await admin('POST', `${path}/rotate`, {})).status).toBe(400)
  expect((await admin('PATCH', path, { name: 'again' })).status).toBe(400)
})

test('a rotation keeps the id; the old secret is good until its grace is over, or not at all', async () => {
  const { body } = await keyOf('key-rotated')
  const path = `/tenants/key-rotated/keys/${body.id}/rotate`
  const oldDigest = await hashApiKey(body.key)

  const soft = await admin('POST', path, { graceSeconds: 3_600 })

  expect(soft.body).toMatchObject({ id: body.id, version: 2 })
  expect(Date.parse(soft.body.previousExpiresAt) - Date.now()).toBeGreaterThan(3_500_000)
  expect((await homes.putsOf('key-rotated')).at(-1)).toMatchObject({
    keys: [{ sha256: await hashApiKey(soft.body.key), previous: { sha256: oldDigest } }],
  })
  const hard = await admin('POST', path, { graceSeconds: 0 })
  expect(hard.body.previousExpiresAt).toBeUndefined()
  const [record] = (await homes.putsOf('key-rotated')).at(-1)!['keys'] as object[]
  expect(record).not.toHaveProperty('previous')
})

test('what a key may do is changed by a merge patch', async () => {
  const limits = { tokensPerDay: 5, requestsPerMinute: 6, burst: 1 }
  const { body } = await keyOf('key-patched', { scopes: ['chat'], name: 'x', limits })

  const { body: patched } = await admin('PATCH', `/tenants/key-patched/keys/${body.id}`, {
    name: null,
    limits: { tokensPerDay: null, spendPerDay: '0.50' },
    allowedIps: ['192.0.2.0/24'],
  })

  expect(patched.name).toBeUndefined()
  expect(patched).toMatchObject({
    scopes: ['chat'],
    limits: { requestsPerMinute: 6, burst: 1, spendPerDay: '0.50' },
    allowedIps: ['192.0.2.0/24'],
    version: 2,
  })
  expect(patched.limits.tokensPerDay).toBeUndefined()
})

test.each([
  ['no scope', { scopes: [] }, 'scopes'],
  ['a scope that there is none of', { scopes: ['root'] }, 'scopes.0'],
  ['an unknown field', { scopes: ['chat'], admin: true }, 'admin'],
  ['a model of nobody', { scopes: ['chat'], models: ['gpt-9'] }, 'models.0'],
  ['an address that is none', { scopes: ['chat'], allowedIps: ['here'] }, 'allowedIps.0'],
  ['an end in the past', { scopes: ['chat'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
])('a key with %s is refused by the name of the field', async (_, body, path) => {
  const { status, body: answer } = await keyOf('key-bad', body)

  expect(status).toBe(400)
  expect(answer.error.details[0].path).toBe(path)
})

test("another tenant's key does not exist, to the byte", async () => {
  const { body } = await keyOf('key-mine')
  await admin('POST', '/tenants', documentOf('key-other'))

  const foreign = await admin('GET', `/tenants/key-other/keys/${body.id}`)
  const absent = await admin('GET', '/tenants/key-other/keys/aaaaaaaaaaaa')

  expect(foreign.status).toBe(404)
  const { requestId: _, traceId: __, ...one } = foreign.body.error
  const { requestId: ___, traceId: ____, ...two } = absent.body.error
  expect(one).toEqual(two)
})

test('what a key has of old does not keep the rest of it from being changed', async () => {
  const other = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
  const chat = (allowedModels: string[]) => ({ chat: { allowedModels } })
  await admin('POST', '/tenants', documentOf('key-old'))
  await admin('PATCH', '/tenants/key-old', chat([other]))
  const expiresAt = new Date(Date.now() + 300).toISOString()
  const body = { scopes: ['chat', 'search'], models: [other], expiresAt }
  const { id } = (await admin('POST', '/tenants/key-old/keys', body)).body
  await admin('PATCH', '/tenants/key-old', chat([]))
  await new Promise((resolve) => setTimeout(resolve, 400))
  const patch = (change: object) => admin('PATCH', `/tenants/key-old/keys/${id}`, change)

  expect(await patch({ scopes: ['chat'] })).toMatchObject({ status: 200, body: { scopes: ['chat'] } })
  const again = await patch({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
  expect(again.body.error.details[0].path).toBe('expiresAt')
})

test.each(['..', '%2e%2e', '.', ''])(
  'an id that a URL resolves reaches nothing above it: "%s"',
  async (id) => {
    await admin('POST', '/tenants', documentOf('key-above'))

    expect((await admin('DELETE', `/tenants/key-above/keys/${id}`)).status).toBe(404)
    expect((await admin('GET', '/tenants/key-above')).status).toBe(200)
  },
)

test('a budget in money needs a price for every model that the key may use', async () => {
  await admin('POST', '/tenants', documentOf('unpriced-key'))
  const { body: prices } = await admin('GET', '/prices')
  const model = '@cf/meta/llama-3.1-8b-instruct-fp8'
  const { [model]: _, ...others } = prices.models
  await admin('PUT', '/prices', { models: others })
  const wish = { scopes: ['chat'], limits: { spendPerDay: '1.00' } }

  const refused = await admin('POST', '/tenants/unpriced-key/keys', wish)

  await admin('PUT', '/prices', { models: prices.models })
  expect(refused.status).toBe(400)
  expect(refused.body.error.details).toEqual([
    { path: 'limits.spendPerDay', message: `needs a price for the model "${model}"` },
  ])
  expect((await admin('POST', '/tenants/unpriced-key/keys', wish)).status).toBe(201)
})

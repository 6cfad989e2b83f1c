import { createApiKey, hashApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../testing/admin.ts'

const apply = (tenants: object[], more: object = {}, query = '') =>
  admin('POST', `/tenants/apply${query}`, { tenants, ...more })

async function recordOf(tenantId: string) {
  const key = await createApiKey(parseTenantId(tenantId), LOCAL_KEY_CHECK_SECRET)
  return { id: keyNameOf(key)!.keyId, sha256: await hashApiKey(key), scopes: ['chat'] }
}

test('a folder is created, then unchanged, and pushes nothing the second time', async () => {
  const files = [documentOf('file-a'), documentOf('file-b', { $schema: '../tenant.schema.json' })]

  expect((await apply(files)).body).toMatchObject({ created: ['file-a', 'file-b'], unchanged: [] })
  const pushed = (await homes.putsOf('file-a')).length
  expect((await apply(files)).body).toMatchObject({
    created: [],
    updated: [],
    unchanged: ['file-a', 'file-b'],
  })
  expect(await homes.putsOf('file-a')).toHaveLength(pushed)
  expect((await admin('GET', '/tenants/file-a')).body.managedBy).toBe('file')
})

test('one file that is wrong keeps all the others out', async () => {
  const { status, body } = await apply([documentOf('good-one'), documentOf('bad-one', { tier: 'gold' })])

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe('tenants.bad-one.tier')
  expect((await admin('GET', '/tenants/good-one')).status).toBe(404)
})

test('a dry run says what would change', async () => {
  await apply([documentOf('file-dry')])

  const { body } = await apply([documentOf('file-dry', { name: 'New' })], {}, '?dryRun=true')

  expect(body.resource.updated).toEqual([
    { id: 'file-dry', changes: [{ path: 'name', before: 'Tenant file-dry', after: 'New' }] },
  ])
  expect((await admin('GET', '/tenants/file-dry')).body.name).toBe('Tenant file-dry')
})

test('a file tenant is changed by its file only, but for what an incident needs', async () => {
  const record = await recordOf('file-inc')
  const file = documentOf('file-inc', { apiKeys: [record] })
  await apply([file])

  expect((await admin('PATCH', '/tenants/file-inc', { name: 'x' })).status).toBe(400)
  expect((await admin('POST', '/tenants/file-inc/keys', { scopes: ['chat'] })).status).toBe(400)
  expect((await admin('POST', '/tenants/file-inc/suspend', {})).body.driftedSince).toBeTypeOf('string')
  expect((await admin('DELETE', `/tenants/file-inc/keys/${record.id}`)).status).toBe(200)
  const { body } = await apply([file])
  expect(body.drifted).toMatchObject([{ id: 'file-inc' }])
  expect((await admin('GET', '/tenants/file-inc')).body.status).toBe('suspended')
  expect((await admin('GET', `/tenants/file-inc/keys/${record.id}`)).body.status).toBe('revoked')
})

test('drift ends when either side gives way', async () => {
  const [kept, rotated, revoked] = await Promise.all([1, 2, 3].map(() => recordOf('file-drift')))
  const fileOf = (...apiKeys: unknown[]) => documentOf('file-drift', { apiKeys })
  const driftedSince = async () => (await admin('GET', '/tenants/file-drift')).body.driftedSince
  await apply([fileOf(kept, rotated, revoked)])

  await admin('POST', '/tenants/file-drift/suspend', {})
  expect(await driftedSince()).toBeTypeOf('string')
  expect((await admin('POST', '/tenants/file-drift/resume', {})).body.driftedSince).toBeUndefined()

  await admin('POST', `/tenants/file-drift/keys/${rotated!.id}/rotate`, {})
  await admin('DELETE', `/tenants/file-drift/keys/${revoked!.id}`)
  await apply([fileOf(kept, rotated)])
  expect(await driftedSince()).toBeTypeOf('string')
  const followed = { ...(await recordOf('file-drift')), id: rotated!.id }
  expect((await apply([fileOf(kept, followed)])).body.drifted).toEqual([])
  expect((await apply([fileOf(followed)])).body.drifted).toEqual([])
})

test('a rotated key keeps its new secret until the file has another one', async () => {
  const record = await recordOf('file-rot')
  await apply([documentOf('file-rot', { apiKeys: [record] })])
  const { body: rotated } = await admin('POST', `/tenants/file-rot/keys/${record.id}/rotate`, {})
  await apply([documentOf('file-rot', { name: 'Changed', apiKeys: [record] })])
  const digest = await hashApiKey(rotated.key)

  const shas = (await homes.putsOf('file-rot')).flatMap(({ keys }) => (keys ?? []) as { sha256: string }[])
  expect(shas.at(-1)?.sha256).toBe(digest)
  const next = { ...(await recordOf('file-rot')), id: record.id }
  await apply([documentOf('file-rot', { name: 'Changed', apiKeys: [next] })])
  const [last] = (await homes.putsOf('file-rot')).at(-1)!['keys'] as { sha256: string }[]
  expect(last?.sha256).toBe(next.sha256)
})

test('a key that the file lists no more is revoked', async () => {
  const record = await recordOf('file-less')
  await apply([documentOf('file-less', { apiKeys: [record] })])

  await apply([documentOf('file-less', { apiKeys: [] })])

  expect((await homes.putsOf('file-less')).at(-1)).toMatchObject({ removedKeys: [record.id] })
})

test('a tenant of the API is not taken over by a file', async () => {
  await admin('POST', '/tenants', documentOf('api-made'))

  const { status, body } = await apply([documentOf('api-made')])

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe('tenants.api-made.managedBy')
})

test('prune erases the file tenants that the folder lacks, and no others', async () => {
  await admin('POST', '/tenants', documentOf('pr-api'))
  await apply([documentOf('pr-kept'), documentOf('pr-gone')])

  const { body } = await apply([documentOf('pr-kept')], { prune: true })

  expect(body.pruned).toContain('pr-gone')
  expect((await admin('GET', '/tenants/pr-gone')).status).toBe(404)
  expect((await admin('GET', '/tenants/pr-api')).status).toBe(200)
})

test('an empty folder erases nobody, whatever is asked', async () => {
  await apply([documentOf('pr-last')])

  const { status, body } = await apply([], { prune: true })

  expect(status).toBe(400)
  expect(body.error.param).toBe('tenants')
  expect((await admin('GET', '/tenants/pr-last')).status).toBe(200)
  expect((await apply([])).status).toBe(200)
})

test('local keys are applied with every scope, and survive the next folder', async () => {
  const key = await createApiKey(parseTenantId('file-key'), LOCAL_KEY_CHECK_SECRET)
  const localKeys = { 'file-key': key, $admin: 'x' }

  await apply([documentOf('file-key')], { localKeys })
  await apply([documentOf('file-key', { name: 'Other' })], { localKeys })

  const { body } = await admin('GET', '/tenants/file-key/keys')
  expect(body.data).toMatchObject([{ id: keyNameOf(key)?.keyId, status: 'active', name: 'local' }])
  expect(body.data[0].scopes).toContain('keys:write')
  const bad = await apply([documentOf('file-key')], { localKeys: { 'file-key': 'bh_nonsense' } })
  expect(bad.status).toBe(400)
  expect(JSON.stringify(bad.body)).not.toContain('bh_nonsense')
})

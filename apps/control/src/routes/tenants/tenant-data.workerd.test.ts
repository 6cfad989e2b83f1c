import { expect, test } from 'vitest'

import { admin, documentOf } from '../../testing/admin.ts'

test("a tenant's data is erased, retried and listed on its behalf, and written down", async () => {
  await admin('POST', '/tenants', documentOf('served'))

  expect((await admin('DELETE', '/tenants/served/data')).body).toEqual({
    documents: 1,
    chunks: 4,
    sessions: 2,
    messages: 7,
    usageRows: 3,
  })
  expect((await admin('POST', '/tenants/served/documents/retry')).body).toEqual({ retried: 2 })
  expect((await admin('GET', '/tenants/served/dead-letters?limit=5')).body.data).toMatchObject([
    { documentId: 'scan', reason: { code: 'no_text' } },
  ])
  expect((await admin('GET', '/tenants/served/embedding')).body).toEqual({ stamp: null, move: null })
  expect((await admin('GET', '/tenants/served/usage')).body).toMatchObject({
    key: { id: 'served' },
  })
  const { body } = await admin('GET', '/audit-events?target=served')
  const actions = body.data.map(({ action }: { action: string }) => action)
  expect(actions).toEqual(['tenant.documents.retried', 'tenant.data.erased', 'tenant.created'])
})

test('a tenant that is not there has no data', async () => {
  expect((await admin('GET', '/tenants/nobody-here/documents')).body.error.code).toBe('tenant_not_found')
})

test('flags are layered, and a change of them is an event', async () => {
  await admin('POST', '/tenants', documentOf('flagged', { flags: { 'ingest.embedding': false } }))
  await admin('PUT', '/flags', { 'retrieval.vectors': false })

  const { body } = await admin('PUT', '/tenants/flagged/flags', { 'retrieval.vectors': true })

  expect(body.flags).toMatchObject({ 'retrieval.vectors': true, 'ingest.embedding': false })
  expect(body.layers).toMatchObject({
    config: { 'ingest.embedding': false },
    deployment: { 'retrieval.vectors': false },
    tenant: { 'retrieval.vectors': true },
  })
  expect((await admin('PUT', '/flags', { nonsense: true })).status).toBe(400)
  const { body: log } = await admin('GET', '/audit-events?action=tenant.flags.updated')
  expect(log.data[0].changes).toEqual([{ path: 'retrieval.vectors', before: null, after: true }])
  await admin('PUT', '/flags', {})
})

test('flags have a version, which a change can insist on, and a dry run', async () => {
  await admin('POST', '/tenants', documentOf('versioned'))
  const path = '/tenants/versioned/flags'
  const read = await admin('GET', path)
  const etag = read.headers.get('etag')!
  expect(etag).toMatch(/^"[0-9a-f]{16}"$/)

  const dry = await admin('PUT', `${path}?dryRun=true`, { 'retrieval.vectors': false })
  expect(dry.body).toMatchObject({ changes: [{ path: 'retrieval.vectors', before: null, after: false }] })
  expect((await admin('GET', path)).headers.get('etag')).toBe(etag)
  const headers = { 'if-match': etag }
  const first = await admin('PUT', path, { 'retrieval.vectors': false }, { headers })
  expect(first.status).toBe(200)
  const second = await admin('PUT', path, { 'retrieval.vectors': true }, { headers })
  expect([second.status, second.headers.get('etag')]).toEqual([412, first.headers.get('etag')])
})

test('a portal link is good once, for fifteen minutes, and its code is stored nowhere', async () => {
  await admin('POST', '/tenants', documentOf('portal'))

  const { status, body } = await admin('POST', '/portal-sessions', {
    tenantId: 'portal',
    subject: 'ada@portal.example',
    scopes: ['usage:read'],
  })

  expect(status).toBe(201)
  expect(body.url).toMatch(/^http:\/\/localhost\/console\/portal#code=[\w-]{43}$/)
  expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(900_000)
  const log = await admin('GET', '/audit-events?action=portal.linked')
  expect(JSON.stringify(log.body)).not.toContain(body.url.slice(-43))
})

test('bodies and queries are strict, and an unreadable one says why', async () => {
  expect((await admin('GET', '/tenants?colour=red')).body.error.details[0].path).toBe('colour')
  expect((await admin('GET', '/tenants?limit=0')).status).toBe(400)
  expect((await admin('GET', '/tenants?cursor=%00')).status).toBe(400)
  expect((await admin('POST', '/plans', { name: 'Bad Name' })).body.error.details[0].path).toBe('name')
  expect((await admin('POST', '/webhooks', [])).status).toBe(400)
})

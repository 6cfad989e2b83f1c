import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../../testing/admin.ts'

test('a tenant is created, read, listed and found by a part of its name', async () => {
  const created = await admin('POST', '/tenants', documentOf('first', { name: 'Vandelay Imports' }))

  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ id: 'first', managedBy: 'api', version: 1, status: 'active' })
  expect(created.body.enforcedAt).toBeTypeOf('string')
  expect(created.headers.get('etag')).toBe('"1"')
  const { body } = await admin('GET', '/tenants/first')
  expect(body).toMatchObject({ name: 'Vandelay Imports', budget: { tokensPerDay: 10_000 } })
  expect(body.apiKeys).toBeUndefined()
  const found = await admin('GET', '/tenants?q=DELAY')
  expect(found.body).toMatchObject({ data: [{ id: 'first' }], nextCursor: null })
})

test('a name is found however its letters were typed', async () => {
  await admin('POST', '/tenants', documentOf('composed', { name: 'Caf\u00e9 Zo\u00eb \u{1f6a2}' }))

  for (const q of ['cafe\u0301 zoe\u0308', 'CAF\u00c9', '\uff23afe\u0301', '\u{1f6a2}']) {
    const { body } = await admin('GET', `/tenants?q=${encodeURIComponent(q)}`)
    expect([q, body.data.map(({ id }: { id: string }) => id)]).toEqual([q, ['composed']])
  }
})

test('a list goes on where the last page ended', async () => {
  for (const id of ['page-a', 'page-b', 'page-c']) await admin('POST', '/tenants', documentOf(id))

  const first = await admin('GET', '/tenants?q=page-&limit=2')
  const rest = await admin('GET', `/tenants?q=page-&limit=2&cursor=${first.body.nextCursor}`)

  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(['page-a', 'page-b'])
  expect(rest.body).toMatchObject({ data: [{ id: 'page-c' }], nextCursor: null })
})

test('every field that is wrong is named, and nothing is written', async () => {
  const wrong = documentOf('wrong', { tier: 'gold', surprise: 1, rateLimit: { burst: 0 } })

  const { status, body } = await admin('POST', '/tenants', wrong)

  expect(status).toBe(400)
  expect(body.error.code).toBe('invalid_request')
  const paths = body.error.details.map(({ path }: { path: string }) => path)
  expect(paths).toEqual(expect.arrayContaining(['tier', 'surprise', 'rateLimit.requestsPerMinute']))
  expect((await admin('GET', '/tenants/wrong')).status).toBe(404)
})

test.each([
  ['an id that is taken', documentOf('taken'), 'id'],
  ['a hostname of another tenant', documentOf('taker', { hostnames: ['taken.example'] }), 'hostnames.0'],
  ['a model that is not in the catalogue', documentOf('taker', { chat: { model: 'gpt-9' } }), 'chat.model'],
  ['a plan that is not there', documentOf('taker', { plan: 'gold' }), 'plan'],
])('%s is refused', async (_, document, path) => {
  await admin('POST', '/tenants', documentOf('taken', { hostnames: ['taken.example'] }))

  const { status, body } = await admin('POST', '/tenants', document)

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe(path)
})

test('a merge patch keeps what it leaves out, clears null, and replaces lists', async () => {
  await admin('POST', '/tenants', documentOf('patched', { hostnames: ['a.example', 'b.example'] }))

  const { body, status } = await admin('PATCH', '/tenants/patched', {
    budget: { tokensPerDay: null, spendPerMonth: '5.00' },
    hostnames: ['c.example'],
  })

  expect(status).toBe(200)
  expect(body).toMatchObject({ version: 2, hostnames: ['c.example'], rateLimit: { burst: 10 } })
  expect(body.budget).toEqual({ spendPerMonth: '5.00' })
})

test('a change of another version is a conflict that names the current one', async () => {
  await admin('POST', '/tenants', documentOf('raced'))
  await admin('PATCH', '/tenants/raced', { name: 'Once' }, { headers: { 'if-match': '"1"' } })

  const late = await admin('PATCH', '/tenants/raced', { name: 'Twice' }, { headers: { 'if-match': '"1"' } })

  expect(late.status).toBe(412)
  expect(late.body.error).toMatchObject({ code: 'version_conflict', details: { current: '"2"' } })
  expect(late.headers.get('etag')).toBe('"2"')
  expect((await admin('GET', '/tenants/raced')).body.name).toBe('Once')
})

test('what was read can be put back as it is, and nothing changes', async () => {
  await admin('POST', '/tenants', documentOf('round'))
  const { body } = await admin('GET', '/tenants/round')

  const put = await admin('PUT', '/tenants/round', body, { headers: { 'if-match': '"1"' } })

  expect(put).toMatchObject({ status: 200, body: { version: 1 } })
})

test('PUT creates what is not there, unless it must be there or must not', async () => {
  const { id: _, ...document } = documentOf('put-new') as { id: string }

  expect((await admin('PUT', '/tenants/put-new', document, { headers: { 'if-match': '"1"' } })).status).toBe(
    404,
  )
  expect(
    (await admin('PUT', '/tenants/put-new', document, { headers: { 'if-none-match': '*' } })).status,
  ).toBe(201)
  expect(
    (await admin('PUT', '/tenants/put-new', document, { headers: { 'if-none-match': '*' } })).status,
  ).toBe(412)
})

test('a dry run shows what would change, and writes, audits and pushes nothing', async () => {
  await admin('POST', '/tenants', documentOf('dry'))
  const pushed = (await homes.putsOf('dry')).length

  const { status, body } = await admin('PATCH', '/tenants/dry?dryRun=true', { name: 'Wet' })

  expect(status).toBe(200)
  expect(body.changes).toEqual([{ path: 'name', before: 'Tenant dry', after: 'Wet' }])
  expect(body.resource).toMatchObject({ name: 'Wet', version: 2 })
  expect((await admin('GET', '/tenants/dry')).body).toMatchObject({ name: 'Tenant dry', version: 1 })
  expect((await admin('GET', '/audit-events?target=dry')).body.data).toHaveLength(1)
  expect(await homes.putsOf('dry')).toHaveLength(pushed)
})

test('a suspended tenant is suspended at its home object once that is answered', async () => {
  await admin('POST', '/tenants', documentOf('bad'))

  const { status, body } = await admin('POST', '/tenants/bad/suspend', { reason: 'unpaid' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'suspended' })
  expect(body.enforcedAt).toBeTypeOf('string')
  expect((await homes.putsOf('bad')).at(-1)).toMatchObject({ full: false, config: { status: 'suspended' } })
  expect((await admin('POST', '/tenants/bad/resume', {})).body.status).toBe('active')
  const { body: log } = await admin('GET', '/audit-events?target=bad&action=tenant.suspended')
  expect(log.data[0]).toMatchObject({ reason: 'unpaid', changes: [{ before: 'active', after: 'suspended' }] })
})

test('an erased tenant is gone everywhere, and its id is never used again', async () => {
  await admin('POST', '/tenants', documentOf('gone'))
  await admin('POST', '/tenants/gone/keys', { scopes: ['chat'] })

  const { status, body } = await admin('DELETE', '/tenants/gone')

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: 'gone', status: 'erased' })
  expect((await homes.putsOf('gone')).at(-1)).toMatchObject({ full: true, deleted: true })
  expect(await homes.erasuresOf('gone')).toBe(1)
  expect((await admin('GET', '/tenants/gone')).status).toBe(404)
  const again = await admin('POST', '/tenants', documentOf('gone'))
  expect(again.status).toBe(400)
  expect(again.body.error.details[0]).toMatchObject({ path: 'id' })
})

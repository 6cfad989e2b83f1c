import { expect, test } from 'vitest'

import { admin, documentOf, homes } from '../testing/admin.ts'

const times = <T>(count: number, run: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => run(at)))

test('twenty clients with one Idempotency-Key get one key, secret included', async () => {
  await admin('POST', '/tenants', documentOf('raced-keys'))
  const headers = { 'idempotency-key': 'the-same' }

  const answers = await times(20, () =>
    admin('POST', '/tenants/raced-keys/keys', { scopes: ['chat'] }, { headers }),
  )

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => body.key)).size).toBe(1)
  expect(answers.filter(({ headers: sent }) => sent.has('idempotency-replayed'))).toHaveLength(19)
  expect((await admin('GET', '/tenants/raced-keys/keys')).body.data).toHaveLength(1)
})

test('of ten changes of one version one is made', async () => {
  await admin('POST', '/tenants', documentOf('raced-version'))

  const answers = await times(10, (at) =>
    admin('PATCH', '/tenants/raced-version', { name: `Name ${at}` }, { headers: { 'if-match': '"1"' } }),
  )

  const made = answers.filter(({ status }) => status === 200)
  const refused = answers.filter(({ status }) => status === 412)
  expect([made.length, refused.length]).toEqual([1, 9])
  const { body } = await admin('GET', '/tenants/raced-version')
  expect([body.version, body.name]).toEqual([2, made[0]?.body.name])
  expect((await homes.putsOf('raced-version')).at(-1)).toMatchObject({ config: { name: body.name } })
})

test('keys that are made while their tenant is erased open nothing, and none is left', async () => {
  await admin('POST', '/tenants', documentOf('raced-end'))

  const [erased, ...keys] = await times(12, (at) =>
    at === 0
      ? admin('DELETE', '/tenants/raced-end')
      : admin('POST', '/tenants/raced-end/keys', { scopes: ['chat'] }),
  )

  expect(erased?.status).toBe(200)
  expect(keys.every(({ status }) => [200, 201, 202, 404].includes(status))).toBe(true)
  const puts = await homes.putsOf('raced-end')
  expect(puts.at(-1)).toMatchObject({ deleted: true })
  expect((await admin('GET', '/tenants/raced-end/keys')).status).toBe(404)
})

test('a folder that is applied while the API changes its tenants is whole, and so is the audit log', async () => {
  const folder = (name: string) => ({
    tenants: [documentOf('raced-file', { name }), documentOf('raced-file-2', { name })],
  })
  await admin('POST', '/tenants/apply', folder('First'))

  const answers = await times(12, (at) =>
    at % 2 === 0
      ? admin('POST', '/tenants/apply', folder(`Folder ${at}`))
      : admin('POST', `/tenants/raced-file/${at % 4 === 1 ? 'suspend' : 'resume'}`, {}),
  )

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const names = await Promise.all(
    ['raced-file', 'raced-file-2'].map(async (id) => (await admin('GET', `/tenants/${id}`)).body.name),
  )
  expect(new Set(names).size).toBe(1)
  expect((await admin('GET', '/audit-events/verify')).body.valid).toBe(true)
})

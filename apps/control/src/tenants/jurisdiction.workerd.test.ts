import { expect, test } from 'vitest'

import { admin, documentOf } from '../testing/admin.ts'

test('a tenant whose data must stay somewhere is refused by a deployment that keeps it anywhere', async () => {
  const { status, body } = await admin('POST', '/tenants', documentOf('resident', { jurisdiction: 'eu' }))

  expect(status).toBe(400)
  expect(body.error.details).toEqual([
    { path: 'jurisdiction', message: 'this deployment keeps data anywhere: use one in eu' },
    { path: 'rag.enabled', message: 'must be false with a jurisdiction: vectors have none' },
  ])
  expect((await admin('GET', '/tenants/resident')).status).toBe(404)
})

test('a jurisdiction that the platform does not have is no value of the field', async () => {
  const { status, body } = await admin('POST', '/tenants', documentOf('resident', { jurisdiction: 'mars' }))

  expect(status).toBe(400)
  expect(body.error.details[0].path).toBe('jurisdiction')
})

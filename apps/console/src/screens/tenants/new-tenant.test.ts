import { expect, test } from 'vitest'

import { documentOf, idFrom, NEW_TENANT } from './new-tenant.ts'

test.each([
  ['Acme Ship Chandlers', 'acme-ship-chandlers'],
  ['  Ærø & Söhne!  ', 'r-sohne'],
  ['A'.repeat(40), 'a'.repeat(32)],
])('makes of %j the id %s', (name, id) => {
  expect(idFrom(name)).toBe(id)
})

test('names the plan, or limits of its own', () => {
  const tenant = { ...NEW_TENANT, name: 'Acme', id: 'acme', model: 'm' }

  expect(documentOf({ ...tenant, plan: 'free' })).not.toHaveProperty('budget')
  expect(documentOf(tenant)).toMatchObject({ rateLimit: { requestsPerMinute: 600, burst: 100 } })
})

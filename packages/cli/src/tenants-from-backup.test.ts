import { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'
import { expect, test } from 'vitest'

import { tenantsFromBackup } from './tenants-from-backup.ts'

const document = {
  id: 'northwind',
  name: 'Northwind Ship Chandlers',
  status: 'active',
  tier: 'production',
  chat: { model: 'm' },
  rateLimit: { requestsPerMinute: 600, burst: 60 },
  budget: { tokensPerDay: 1_000 },
}
const key = {
  seq: 1,
  id: 'a1b2c3d4e5f6',
  tenant_id: 'northwind',
  name: 'web',
  sha256: 'a'.repeat(64),
  scopes: '["chat"]',
  settings: '{"limits":{"tokensPerDay":100},"metadata":{"team":"a"}}',
  status: 'active',
  is_console: 0,
  expires_ms: Date.parse('2030-01-01T00:00:00Z'),
  not_before_ms: null,
}
const linesOf = (...rows: (readonly [table: string, row: object])[]) =>
  rows.map(([table, row]) => `${JSON.stringify({ table, row })}\n`).join('')

test('a tenant comes back as its file would be, with the digests of the keys that were good', () => {
  const tenants = tenantsFromBackup(
    linesOf(
      ['tenant', { id: 'northwind', document: JSON.stringify(document), version: 3 }],
      ['tombstone', { tenant_id: 'southwind' }],
      ['api_key', key],
      ['api_key', { ...key, id: 'revoked00000', status: 'revoked' }],
      ['api_key', { ...key, id: 'console00000', is_console: 1 }],
      ['plan', { name: 'starter' }],
    ),
  )

  const northwind = JSON.parse(JSON.stringify(tenants.get('northwind')))
  expect([...tenants.keys()]).toEqual(['northwind'])
  expect(northwind).toEqual({
    ...document,
    apiKeys: [
      {
        id: key.id,
        sha256: key.sha256,
        scopes: ['chat'],
        limits: { tokensPerDay: 100 },
        expiresAt: '2030-01-01T00:00:00.000Z',
      },
    ],
  })
  expect(TenantConfig.safeParse(northwind).error?.issues).toBeUndefined()
})

test('a line that is not of a backup is refused', () => {
  expect(() => tenantsFromBackup('{"table": "tenant", "row": {}}\n')).toThrow('document')
})

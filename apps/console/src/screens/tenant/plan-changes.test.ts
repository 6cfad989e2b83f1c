import { expect, test } from 'vitest'

import type { Tenant } from '../../records/tenants.ts'
import { planChanges } from './plan-changes.ts'

const tenant: Tenant = {
  id: 'acme',
  name: 'Acme',
  status: 'active',
  managedBy: 'api',
  version: 1,
  createdAt: '2026-11-29T00:00:00Z',
  updatedAt: '2026-11-29T00:00:00Z',
  rateLimit: { requestsPerMinute: 60, burst: 10 },
  budget: { tokensPerDay: 1_000 },
}

test('compares what holds, not what is written', () => {
  const effective = { rateLimit: { requestsPerMinute: 60, burst: 20 }, budget: { spendPerMonth: '5.00' } }

  expect(planChanges(tenant, { ...tenant, plan: 'scale', effective })).toEqual([
    { path: 'burst', before: '10', after: '20' },
    { path: 'tokensPerDay', before: '1000', after: null },
    { path: 'plan', before: null, after: 'scale' },
    { path: 'spendPerMonth', before: null, after: '5.00' },
  ])
})

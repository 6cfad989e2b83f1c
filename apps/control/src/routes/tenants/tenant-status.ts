import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { Reason } from '@bulkhead/contracts/http/admin/tenants'

import { etagOf, type Desk } from '../../desk/desk.ts'
import { OPERATORS, registryRoute, type Done } from '../../route.ts'
import type { TenantRow } from '../../tables/tenant-table.ts'
import { setStatus } from '../../tenants/set-status.ts'
import { tenantView } from '../../tenants/tenant-view.ts'
import { tenantOf } from '../../tenants/write-tenant.ts'

const shared = { method: 'POST', roles: OPERATORS, query: DryRunQuery, body: Reason } as const

export const suspendTenant = registryRoute({
  ...shared,
  path: '/admin/v1/tenants/:id/suspend',
  summary: 'Suspend a tenant',
  run: (desk, { params, body }) => withStatus(desk, params.id, { ...body, status: 'suspended' }),
})

export const resumeTenant = registryRoute({
  ...shared,
  path: '/admin/v1/tenants/:id/resume',
  summary: 'Resume a tenant',
  run: (desk, { params, body }) => withStatus(desk, params.id, { ...body, status: 'active' }),
})

function withStatus(
  desk: Desk,
  id: string,
  wish: { readonly status: TenantRow['status']; readonly reason?: string | undefined },
): Done {
  const row = setStatus(desk, tenantOf(desk, id), wish)
  return { resource: tenantView(desk.tables, row), etag: etagOf(row.version) }
}

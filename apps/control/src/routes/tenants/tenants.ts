import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { ApplyTenants, TenantDocument, TenantsPage } from '@bulkhead/contracts/http/admin/tenants'

import { etagOf } from '../../desk/desk.ts'
import { tenantFigures } from '../../figures/tenant-figures.ts'
import { digestLocalKeys } from '../../keys/apply-local-keys.ts'
import { MAX_APPLY_BYTES } from '../../limits.ts'
import { EVERYBODY, OPERATORS, registryRoute } from '../../route.ts'
import type { TenantRow } from '../../tables/tenant-table.ts'
import { applyFolder } from '../../tenants/apply-folder.ts'
import { tenantView } from '../../tenants/tenant-view.ts'
import { createTenant } from '../../tenants/write-tenant.ts'

const path = '/admin/v1/tenants'

export const listTenants = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Tenants, by id',
  query: TenantsPage,
  run: ({ tables, nowMs }, { query }) => {
    const { data, nextCursor } = tables.tenants.list(query)
    const show = (row: TenantRow) => ({
      ...tenantView(tables, row),
      figures: tenantFigures(tables, row.id, nowMs),
    })
    return { resource: { data: data.map(show), nextCursor } }
  },
})

export const postTenant = registryRoute({
  method: 'POST',
  path,
  roles: OPERATORS,
  summary: 'Create a tenant',
  query: DryRunQuery,
  body: TenantDocument,
  run: (desk, { body }) => {
    const row = createTenant(desk, body, 'api')
    return { status: 201, resource: tenantView(desk.tables, row), etag: etagOf(row.version) }
  },
})

export const applyTenants = registryRoute({
  method: 'POST',
  path: `${path}/apply`,
  roles: OPERATORS,
  summary: 'Put a folder of tenant files, all of it or nothing',
  query: DryRunQuery,
  body: ApplyTenants,
  maxBytes: MAX_APPLY_BYTES,
  mint: ({ body }, world) => digestLocalKeys(body.localKeys, world),
  run: (desk, { body }, localKeys) => ({ resource: applyFolder(desk, body, localKeys) }),
})

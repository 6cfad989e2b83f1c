import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { TenantDocument } from '@bulkhead/contracts/http/admin/tenants'
import { invalid } from '@bulkhead/http/read-body'

import { mergePatch } from '../../config/merge-patch.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { EVERYBODY, OPERATORS, OWNERS, registryRoute, type Done } from '../../route.ts'
import type { TenantRow } from '../../tables/tenant-table.ts'
import { eraseTenant } from '../../tenants/erase-tenant.ts'
import { judgeDocument } from '../../tenants/judge-document.ts'
import { tenantView } from '../../tenants/tenant-view.ts'
import { createTenant, replaceTenant, requireApi, tenantOf } from '../../tenants/write-tenant.ts'

const path = '/admin/v1/tenants/:id'

export const getTenant = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'One tenant',
  run: (desk, { params }) => shown(desk, tenantOf(desk, params.id)),
})

export const putTenant = registryRoute({
  method: 'PUT',
  path,
  roles: OPERATORS,
  summary: "Replace a tenant's whole document, or create it",
  query: DryRunQuery,
  body: TenantDocument,
  run: (desk, { params, body }) => {
    const document = { ...body, id: idIn(body, params.id) }
    const row = desk.tables.tenants.find(params.id)
    if (row === undefined) {
      // Whoever says which version they know means a tenant that is there.
      if (desk.conditions.ifMatch !== undefined) tenantOf(desk, params.id)
      return shown(desk, createTenant(desk, document, 'api'), 201)
    }
    return replaced(desk, row, document)
  },
})

export const patchTenant = registryRoute({
  method: 'PATCH',
  path,
  roles: OPERATORS,
  summary: 'Change a tenant by a JSON merge patch',
  query: DryRunQuery,
  body: TenantDocument,
  run: (desk, { params, body }) => {
    const row = tenantOf(desk, params.id)
    const merged = mergePatch(row.document, { ...body, id: idIn(body, params.id) })
    return replaced(desk, row, TenantDocument.parse(merged))
  },
})

export const deleteTenant = registryRoute({
  method: 'DELETE',
  path,
  roles: OWNERS,
  summary: 'Erase a tenant and its data everywhere; its id is never used again',
  query: DryRunQuery,
  run: (desk, { params }) => {
    const row = tenantOf(desk, params.id)
    desk.requireVersion(row.version)
    eraseTenant(desk, row, undefined)
    return { resource: { id: row.id, status: 'erased' } }
  },
})

function replaced(desk: Desk, row: TenantRow, document: TenantDocument): Done {
  desk.requireVersion(row.version)
  requireApi(row)
  return shown(desk, replaceTenant(desk, row, judgeDocument(desk, document)))
}

function shown(desk: Desk, row: TenantRow, status: 200 | 201 = 200): Done {
  return { status, resource: tenantView(desk.tables, row), etag: etagOf(row.version) }
}

/** The path says which tenant; a body that says another one is a mistake. */
function idIn(body: TenantDocument, id: string): string {
  if (body['id'] === undefined || body['id'] === id) return id
  throw invalid([{ path: 'id', message: 'must be the id in the path' }])
}

import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreateKey, PatchKey, RotateKey } from '@bulkhead/contracts/http/admin/keys'
import { parseWith } from '@bulkhead/http/read-body'

import { mergePatch } from '../../config/merge-patch.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { keyView, wishOf } from '../../keys/key-view.ts'
import { mintKey } from '../../keys/mint-key.ts'
import { revokeKey } from '../../keys/revoke-key.ts'
import { rotateKey } from '../../keys/rotate-key.ts'
import { changeKey, keyOfTenant } from '../../keys/write-key.ts'
import { EVERYBODY, OPERATORS, registryRoute, type Done } from '../../route.ts'
import type { KeyRow } from '../../tables/key-table.ts'
import { requireApi, tenantOf } from '../../tenants/write-tenant.ts'

const path = '/admin/v1/tenants/:id/keys/:keyId'

export const getKey = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'One key, without its secret',
  run: (desk, { params }) => shown(desk, keyOfTenant(desk, tenantOf(desk, params.id), params.keyId)),
})

export const patchKey = registryRoute({
  method: 'PATCH',
  path,
  roles: OPERATORS,
  summary: 'Change what a key may do, by a JSON merge patch',
  query: DryRunQuery,
  body: PatchKey,
  run: (desk, { params, body }) => {
    const tenant = tenantOf(desk, params.id)
    const row = keyOfTenant(desk, tenant, params.keyId)
    desk.requireVersion(row.version)
    requireApi(tenant)
    const wish = parseWith(CreateKey, mergePatch(wishOf(row), body))
    return shown(desk, changeKey(desk, tenant, { row, wish }))
  },
})

export const deleteKey = registryRoute({
  method: 'DELETE',
  path,
  roles: OPERATORS,
  summary: 'Revoke a key for good; once this is answered with 200, no request with it is accepted',
  query: DryRunQuery,
  run: (desk, { params }) => {
    const row = keyOfTenant(desk, tenantOf(desk, params.id), params.keyId)
    desk.requireVersion(row.version)
    const { id, status } = revokeKey(desk, row, undefined)
    return { resource: { id, status } }
  },
})

export const rotateKeyRoute = registryRoute({
  method: 'POST',
  path: `${path}/rotate`,
  roles: OPERATORS,
  summary: 'Give a key a new secret; the old one ends after the grace',
  query: DryRunQuery,
  body: RotateKey,
  mint: ({ params }, world) => mintKey(world, params.id, params.keyId),
  secretOf: ({ key }) => ({ key }),
  run: (desk, { params, body }, { sha256 }) => {
    const row = keyOfTenant(desk, tenantOf(desk, params.id), params.keyId)
    desk.requireVersion(row.version)
    return shown(desk, rotateKey(desk, { row, sha256, ...body }))
  },
})

function shown({ nowMs }: Desk, row: KeyRow): Done {
  return { resource: keyView(row, nowMs), etag: etagOf(row.version) }
}

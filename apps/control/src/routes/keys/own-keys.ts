import { CreateKey, PatchKey, RotateKey } from '@bulkhead/contracts/http/admin/keys'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid, parseWith } from '@bulkhead/http/read-body'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { readPage } from '@bulkhead/worker/paging'

import { mergePatch } from '../../config/merge-patch.ts'
import { askingKeyOf } from '../../desk/asking-key.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { keyView, wishOf } from '../../keys/key-view.ts'
import { mintKey } from '../../keys/mint-key.ts'
import { revokeKey } from '../../keys/revoke-key.ts'
import { rotateKey } from '../../keys/rotate-key.ts'
import { heldTo, requireWithin } from '../../keys/within-key.ts'
import { changeKey, createKey, keyOfTenant } from '../../keys/write-key.ts'
import type { AdminCall } from '../../registry-protocol.ts'
import { registryRoute, TENANTS, type Done } from '../../route.ts'
import type { KeyRow } from '../../tables/key-table.ts'
import { tenantOf } from '../../tenants/write-tenant.ts'

const LIST = '/v1/keys'
const ONE = '/v1/keys/:keyId'

export const listOwnKeys = registryRoute({
  method: 'GET',
  path: LIST,
  roles: TENANTS,
  summary: "A tenant's own keys",
  query: PageRequest,
  run: (desk, { query, call }) => {
    const { tenant } = enter(desk, call)
    const rows = (from: number, count: number) => desk.tables.keys.after(tenant.id, from, count)
    return { resource: readPage(query, { from: 0, rows, show: (row) => keyView(row, desk.nowMs) }) }
  },
})

export const postOwnKey = registryRoute({
  method: 'POST',
  path: LIST,
  roles: TENANTS,
  summary: 'Create a key that may do no more than the asking one',
  body: CreateKey,
  mint: ({ call }, world) => mintKey(world, tenantIdOf(call)),
  secretOf: ({ key }) => ({ key }),
  run: (desk, { body, call }, minted) => {
    const { tenant, asking, isConsole } = enter(desk, call)
    const within = isConsole ? endless(asking) : asking
    const wish = heldTo(within, body)
    requireWithin(within, wish)
    return shown(desk, createKey(desk, tenant, { wish, minted }), 201)
  },
})

export const patchOwnKey = registryRoute({
  method: 'PATCH',
  path: ONE,
  roles: TENANTS,
  summary: 'Change what a key may do, within what the asking one may',
  body: PatchKey,
  run: (desk, { params, body, call }) => {
    const { tenant, asking } = enter(desk, call)
    const row = keyOfTenant(desk, tenant, params.keyId)
    desk.requireVersion(row.version)
    requireOutsideFile(row)
    const wish = parseWith(CreateKey, mergePatch(wishOf(row), body))
    requireWithin(asking, wish)
    return shown(desk, changeKey(desk, tenant, { row, wish }))
  },
})

export const deleteOwnKey = registryRoute({
  method: 'DELETE',
  path: ONE,
  roles: TENANTS,
  summary: 'Revoke any key of the tenant for good',
  run: (desk, { params, call }) => {
    const row = keyOfTenant(desk, enter(desk, call).tenant, params.keyId)
    desk.requireVersion(row.version)
    const { id, status } = revokeKey(desk, row, undefined)
    return { resource: { id, status } }
  },
})

export const rotateOwnKey = registryRoute({
  method: 'POST',
  path: `${ONE}/rotate`,
  roles: TENANTS,
  summary: 'Give a key that may do no more than the asking one a new secret',
  body: RotateKey,
  mint: ({ params, call }, world) => mintKey(world, tenantIdOf(call), params.keyId),
  secretOf: ({ key }) => ({ key }),
  run: (desk, { params, body, call }, { sha256 }) => {
    const { tenant, asking, isConsole } = enter(desk, call)
    const row = keyOfTenant(desk, tenant, params.keyId)
    desk.requireVersion(row.version)
    requireWithin(isConsole && !row.isConsole ? endless(asking) : asking, wishOf(row))
    return shown(desk, rotateKey(desk, { row, sha256, ...body }))
  },
})

function tenantIdOf({ signIn }: AdminCall) {
  if (signIn.type !== 'key') throw new BulkheadError('not_found')
  return parseTenantId(signIn.tenantId)
}

/** The tenant whose key asks, and what that key may do. */
function enter(desk: Desk, call: AdminCall) {
  const tenant = tenantOf(desk, tenantIdOf(call))
  const asking = askingKeyOf(desk.tables, { tenantId: tenant.id, keyId: desk.actor.id }, desk.nowMs)
  return { tenant, asking: wishOf(asking), isConsole: asking.isConsole }
}

/** The portal's key ends in minutes, and those that it is there to make and to rotate do not. */
function endless({ expiresAt: _expiresAt, ...rest }: CreateKey): CreateKey {
  return rest
}

/** A tenant's file says what its own keys may do; others stand beside them. */
function requireOutsideFile({ managedBy }: KeyRow): void {
  if (managedBy === 'api') return
  throw invalid([{ path: 'managedBy', message: "the key is in the tenant's file: create another one" }])
}

function shown({ nowMs }: Desk, row: KeyRow, status: 200 | 201 = 200): Done {
  return { status, resource: keyView(row, nowMs), etag: etagOf(row.version) }
}

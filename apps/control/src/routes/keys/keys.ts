import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreateKey, KeysPage } from '@bulkhead/contracts/http/admin/keys'
import { readPage } from '@bulkhead/worker/paging'

import { etagOf } from '../../desk/desk.ts'
import { keyView, listedKey } from '../../keys/key-view.ts'
import { mintKey } from '../../keys/mint-key.ts'
import { createKey } from '../../keys/write-key.ts'
import { EVERYBODY, OPERATORS, registryRoute } from '../../route.ts'
import { requireApi, tenantOf } from '../../tenants/write-tenant.ts'

const path = '/admin/v1/tenants/:id/keys'

export const listKeys = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: "A tenant's keys, in the order in which they were made, without their secrets",
  query: KeysPage,
  run: (desk, { params, query: { all, ...query } }) => {
    const { id } = tenantOf(desk, params.id)
    const { keys } = desk.tables
    const rows = (from: number, count: number) => keys.after(id, from, count, all === 'true')
    return { resource: readPage(query, { from: 0, rows, show: (row) => listedKey(desk, row) }) }
  },
})

export const postKey = registryRoute({
  method: 'POST',
  path,
  roles: OPERATORS,
  summary: 'Create a key; `key` is shown once, and for ten minutes again to the same Idempotency-Key',
  query: DryRunQuery,
  body: CreateKey,
  mint: ({ params }, world) => mintKey(world, params.id),
  secretOf: ({ key }) => ({ key }),
  run: (desk, { params, body }, minted) => {
    const tenant = tenantOf(desk, params.id)
    requireApi(tenant)
    const row = createKey(desk, tenant, { wish: body, minted })
    return { status: 201, resource: keyView(row, desk.nowMs), etag: etagOf(row.version) }
  },
})

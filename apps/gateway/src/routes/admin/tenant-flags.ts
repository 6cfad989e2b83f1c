import { DEPLOYMENT_KEY, tenantKey } from '@bulkhead/flags/flag-keys'

import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import { tenantOfPath } from './admin-call.ts'
import { flagOverrides, readFlags, reading, replacing, viewOf, writeFlags } from './flag-layers.ts'

const path = '/admin/tenants/:id/flags'

export const getTenantFlags = adminRoute({
  method: 'GET',
  path,
  operation: reading("A tenant's flags, and which layer sets them"),
  probes: ({ owner }) => [{ params: { id: owner } }],
  reads: nothing,
  handle: async (exchange) => {
    const { id, config } = await tenantOfPath(exchange)
    const [deployment, tenant] = await Promise.all([
      readFlags(exchange, DEPLOYMENT_KEY),
      readFlags(exchange, tenantKey(id)),
    ])
    return Response.json(viewOf({ config: { overrides: config.flags, problems: [] }, deployment, tenant }))
  },
})

export const putTenantFlags = adminRoute({
  method: 'PUT',
  path,
  operation: replacing("Set a tenant's own flags"),
  probes: ({ owner }) => [{ params: { id: owner }, body: {} }],
  reads: flagOverrides,
  handle: async (exchange, read) => {
    const { id, config } = await tenantOfPath(exchange)
    const tenant = await writeFlags(exchange, tenantKey(id), await read())
    const deployment = await readFlags(exchange, DEPLOYMENT_KEY)
    return Response.json(viewOf({ config: { overrides: config.flags, problems: [] }, deployment, tenant }))
  },
})

import { DEPLOYMENT_KEY } from '@bulkhead/flags/flag-keys'

import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import { flagOverrides, readFlags, reading, replacing, viewOf, writeFlags } from './flag-layers.ts'

const path = '/admin/flags'

export const getDeploymentFlags = adminRoute({
  method: 'GET',
  path,
  operation: reading('The flags of the whole deployment'),
  probes: () => [{}],
  reads: nothing,
  handle: async (exchange) =>
    Response.json(viewOf({ deployment: await readFlags(exchange, DEPLOYMENT_KEY) })),
})

export const putDeploymentFlags = adminRoute({
  method: 'PUT',
  path,
  operation: replacing('Set the flags of the whole deployment'),
  probes: () => [{ body: {} }],
  reads: flagOverrides,
  handle: async (exchange, read) =>
    Response.json(viewOf({ deployment: await writeFlags(exchange, DEPLOYMENT_KEY, await read()) })),
})

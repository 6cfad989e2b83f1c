import { DEPLOYMENT_KEY } from '@bulkhead/flags/flag-keys'

import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import {
  flagOverrides,
  FlagsView,
  readFlags,
  REPLACE_DESCRIPTION,
  VIEW_DESCRIPTION,
  viewOf,
  writeFlags,
} from './flag-layers.ts'

const path = '/admin/flags'

export const getDeploymentFlags = adminRoute({
  method: 'GET',
  path,
  operation: {
    summary: 'The flags of the whole deployment',
    description: VIEW_DESCRIPTION,
    response: FlagsView,
    errors: ['storage_unavailable'],
  },
  probes: () => [{}],
  reads: nothing,
  handle: async (exchange) =>
    Response.json(viewOf({ deployment: await readFlags(exchange, DEPLOYMENT_KEY) })),
})

export const putDeploymentFlags = adminRoute({
  method: 'PUT',
  path,
  operation: {
    summary: 'Set the flags of the whole deployment',
    description: REPLACE_DESCRIPTION,
    response: FlagsView,
    errors: ['storage_unavailable'],
  },
  probes: () => [{ body: {} }],
  reads: flagOverrides,
  handle: async (exchange, read) =>
    Response.json(viewOf({ deployment: await writeFlags(exchange, DEPLOYMENT_KEY, await read()) })),
})

import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { DEPLOYMENT_KEY, tenantKey } from '@bulkhead/flags/flag-keys'
import { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import { changesBetween } from '../../audit/changes-between.ts'
import { readFlags, viewOf, writeFlags, type FlagLayers } from '../../flags/flag-layers.ts'
import { EVERYBODY, OPERATORS, workerRoute, type WorkerCall } from '../../route.ts'
import { requireTenant, tenantSettings } from '../../tenant-call.ts'

const path = '/admin/v1/flags'
const tenantPath = '/admin/v1/tenants/:id/flags'

export const getFlags = workerRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'The flags of the whole deployment',
  serve: async (call) => ({ response: Response.json(viewOf(await deploymentLayers(call))) }),
})

export const putFlags = workerRoute({
  method: 'PUT',
  path,
  roles: OPERATORS,
  summary: 'Set the flags of the whole deployment; `{}` clears them',
  body: FlagOverrides,
  serve: async (call, { body, call: { text } }) => {
    refuseNothing(text)
    const { deployment } = await deploymentLayers(call)
    const written = await writeFlags(call, DEPLOYMENT_KEY, body)
    const changes = changesBetween(deployment.overrides, written.overrides)
    return {
      response: Response.json(viewOf({ deployment: written })),
      deed: { action: 'flags.updated', changes },
    }
  },
})

export const getTenantFlags = workerRoute({
  method: 'GET',
  path: tenantPath,
  roles: EVERYBODY,
  summary: "A tenant's flags, and which layer sets them",
  serve: async (call) => ({ response: Response.json(viewOf(await tenantLayers(call))) }),
})

export const putTenantFlags = workerRoute({
  method: 'PUT',
  path: tenantPath,
  roles: OPERATORS,
  summary: "Set a tenant's own flags; `{}` clears them",
  body: FlagOverrides,
  serve: async (call, { body, call: { text } }) => {
    refuseNothing(text)
    const layers = await tenantLayers(call)
    const tenant = await writeFlags(call, tenantKey(requireTenant(call)), body)
    const changes = changesBetween(layers.tenant.overrides, tenant.overrides)
    return {
      response: Response.json(viewOf({ ...layers, tenant })),
      deed: { action: 'tenant.flags.updated', changes },
    }
  },
})

async function deploymentLayers(call: WorkerCall) {
  return { deployment: await readFlags(call, DEPLOYMENT_KEY) } satisfies FlagLayers
}

async function tenantLayers(call: WorkerCall) {
  const { flags } = await tenantSettings(call)
  const [deployment, tenant] = await Promise.all([
    readFlags(call, DEPLOYMENT_KEY),
    readFlags(call, tenantKey(requireTenant(call))),
  ])
  return { config: { overrides: flags, problems: [] }, deployment, tenant } satisfies FlagLayers
}

/** A body that was forgotten must not clear what is stored. */
function refuseNothing(text: string): void {
  if (text.trim() !== '') return
  throw new BulkheadError('invalid_request', {
    message: 'Send the flags as a JSON object; {} clears them.',
  })
}

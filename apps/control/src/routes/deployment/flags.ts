import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { DEPLOYMENT_KEY, tenantKey } from '@bulkhead/flags/flag-keys'
import type { FlagRecord } from '@bulkhead/flags/flag-record'
import { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import { changesBetween } from '../../audit/changes-between.ts'
import { requireMatch } from '../../desk/require-match.ts'
import { readFlags, versionOf, viewOf, writeFlags, type FlagLayers } from '../../flags/flag-layers.ts'
import type { AdminCall } from '../../registry-protocol.ts'
import { EVERYBODY, OPERATORS, workerRoute, type Served, type WorkerCall } from '../../route.ts'
import { requireTenant, tenantSettings } from '../../tenant-call.ts'

const path = '/admin/v1/flags'
const tenantPath = '/admin/v1/tenants/:id/flags'

export const getFlags = workerRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'The flags of the whole deployment',
  serve: async (call) => {
    const layers = await deploymentLayers(call)
    return shown(layers, layers.deployment)
  },
})

export const putFlags = workerRoute({
  method: 'PUT',
  path,
  roles: OPERATORS,
  summary: 'Set the flags of the whole deployment; `{}` clears them',
  query: DryRunQuery,
  body: FlagOverrides,
  serve: async (call, { body, call: request }) => {
    const { deployment: before } = await deploymentLayers(call)
    const plan = { before, key: DEPLOYMENT_KEY, overrides: body, action: 'flags.updated' }
    return await replaced(call, request, plan, (deployment) => ({ deployment }))
  },
})

export const getTenantFlags = workerRoute({
  method: 'GET',
  path: tenantPath,
  roles: EVERYBODY,
  summary: "A tenant's flags, and which layer sets them",
  serve: async (call) => {
    const layers = await tenantLayers(call)
    return shown(layers, layers.tenant)
  },
})

export const putTenantFlags = workerRoute({
  method: 'PUT',
  path: tenantPath,
  roles: OPERATORS,
  summary: "Set a tenant's own flags; `{}` clears them",
  query: DryRunQuery,
  body: FlagOverrides,
  serve: async (call, { body, call: request }) => {
    const layers = await tenantLayers(call)
    const key = tenantKey(requireTenant(call))
    const plan = { before: layers.tenant, key, overrides: body, action: 'tenant.flags.updated' }
    return await replaced(call, request, plan, (tenant) => ({ ...layers, tenant }))
  },
})

interface Replacement {
  readonly before: FlagRecord
  readonly key: string
  readonly overrides: FlagOverrides
  readonly action: string
}

/** Writes a layer unless it has changed since the caller read it; a dry run says what would change. */
async function replaced(
  call: WorkerCall,
  { text, conditions }: AdminCall,
  { before, key, overrides, action }: Replacement,
  layersWith: (record: FlagRecord) => FlagLayers,
): Promise<Served> {
  refuseNothing(text)
  requireMatch(conditions, versionOf(before))
  const changes = changesBetween(before.overrides, overrides)
  if (conditions.dryRun === true) {
    const resource = viewOf(layersWith({ overrides, problems: [] }))
    return { response: Response.json({ resource, changes }) }
  }
  const after = await writeFlags(call, key, overrides)
  return { ...shown(layersWith(after), after), deed: { action, changes } }
}

function shown(layers: FlagLayers, own: FlagRecord): Served {
  return { response: Response.json(viewOf(layers), { headers: { etag: versionOf(own) } }) }
}

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

import { Role, type Deployment, type WhoAmI } from '@bulkhead/contracts/http/admin/operators'
import type * as z from 'zod/mini'

import type { World } from '../desk/world.ts'
import type { Actor } from '../registry-protocol.ts'

/** The caller, as they see themselves. */
export function whoIs(
  { id, name, role, type, expiresMs, portal }: Actor,
  world: WhichDeployment,
): z.infer<typeof WhoAmI> {
  const expiry = expiresMs === undefined ? {} : { expiresAt: new Date(expiresMs).toISOString() }
  const deployment = deploymentOf(world)
  if (portal !== undefined) return { ...portal, ...expiry, ...deployment }
  return {
    kind: 'operator',
    id,
    name,
    role: Role.parse(role),
    type: type === 'bootstrap' ? type : 'operator',
    ...expiry,
    ...deployment,
  }
}

type WhichDeployment = Pick<World, 'environment' | 'apiOrigin'>

/** What the console shows of the deployment, and where its pages find the public API. */
export function deploymentOf({ environment, apiOrigin }: WhichDeployment): z.infer<typeof Deployment> {
  return { environment, ...(apiOrigin === undefined ? {} : { apiOrigin }) }
}

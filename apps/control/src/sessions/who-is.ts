import { Role, type WhoAmI } from '@bulkhead/contracts/http/admin/operators'
import type * as z from 'zod/mini'

import type { Actor } from '../registry-protocol.ts'

/** The caller, as they see themselves. */
export function whoIs({ id, name, role, type, expiresMs, portal }: Actor): z.infer<typeof WhoAmI> {
  const expiry = expiresMs === undefined ? {} : { expiresAt: new Date(expiresMs).toISOString() }
  if (portal !== undefined) return { ...portal, ...expiry }
  return {
    kind: 'operator',
    id,
    name,
    role: Role.parse(role),
    type: type === 'bootstrap' ? type : 'operator',
    ...expiry,
  }
}

import type { RequestContext } from '@bulkhead/contracts/context'

import type { Requester } from '../plan.ts'
import type { TenantCopy } from './tenant-copy.ts'

/** Whom a call is for, by the key that its context names: one that is gone has no limits of its own. */
export function requesterOf(copy: TenantCopy, { keyId }: RequestContext): Requester | undefined {
  const { tenant } = copy
  return tenant === undefined ? undefined : { plan: tenant.plan, key: copy.key(keyId) }
}

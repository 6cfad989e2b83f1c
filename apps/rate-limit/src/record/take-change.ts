import type { TenantChange } from '@bulkhead/contracts/record/tenant-record'

import type { RequestLimits } from '../requests/request-limits.ts'
import type { TenantCopy } from './tenant-copy.ts'

/** The epoch that applies once the change is taken; undefined when it needs another copy than this one. */
export function takeChange(
  { copy, requests }: { readonly copy: TenantCopy; readonly requests: RequestLimits },
  change: TenantChange,
): number | undefined {
  // A new rate applies from now on, so the meters are stored as they are.
  requests.store()
  return copy.take(change) === 'stale' ? undefined : (copy.epoch ?? change.epoch)
}

import type { Settlement } from '@bulkhead/contracts/rate-limit'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Accounts } from '../accounts/accounts.ts'
import type { TenantCopy } from '../record/tenant-copy.ts'
import type { Thresholds } from './thresholds.ts'

/** Looks whether what was settled has taken any budget across a threshold: the tenant's, and those of the keys. */
export function lookAtSettled(
  { accounts, copy, thresholds }: { accounts: Accounts; copy: TenantCopy; thresholds: Thresholds },
  tenantId: TenantId,
  settlements: readonly Settlement[],
): void {
  const { tenant } = copy
  if (tenant === undefined || tenant.plan.thresholds.length === 0) return
  const watch = { tenantId, thresholds: tenant.plan.thresholds, nowMs: Date.now() }
  for (const keyId of new Set(settlements.map((settlement) => settlement.keyId))) {
    const key = keyId === undefined ? undefined : copy.key(keyId)
    for (const purse of accounts.purses(tenant.plan, key, watch.nowMs)) thresholds.look(purse, watch)
  }
}

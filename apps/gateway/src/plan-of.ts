import type { Plan } from '@bulkhead/contracts/rate-limit'
import type { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

/** The slice of a tenant's config that rate-limit decides by. */
export function planOf({ rateLimit, budget }: TenantConfig): Plan {
  const { requestsPerMinute, burst, perKey, shards } = rateLimit
  return {
    requestsPerMinute,
    burst,
    ...(perKey === undefined ? {} : { perKey }),
    shards,
    tokensPerDay: budget.tokensPerDay,
    ...(budget.tokensPerMonth === undefined ? {} : { tokensPerMonth: budget.tokensPerMonth }),
  }
}

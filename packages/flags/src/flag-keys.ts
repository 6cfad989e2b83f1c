import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** The record that applies to every tenant. Tenant ids contain no `.`, so no tenant's key equals it. */
export const DEPLOYMENT_KEY = 'flags.deployment'

/** The key of a tenant's own record, made here and nowhere else. */
export function tenantKey(tenantId: TenantId): string {
  return `flags/${tenantId}`
}

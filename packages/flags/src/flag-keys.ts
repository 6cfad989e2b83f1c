import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** The record that holds for every tenant. Tenant ids hold no `.`, so no tenant's key can be it. */
export const DEPLOYMENT_KEY = 'flags.deployment'

/** The key of a tenant's own record, made here and nowhere else. */
export function tenantKey(tenantId: TenantId): string {
  return `flags/${tenantId}`
}

import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** What follows a tenant's id in a name. No id holds it, so no tenant can name another's shard. */
const SHARD_MARK = '/'

/** The one object that holds a tenant's budget, and its request limit unless that is spread over shards. */
export function homeName(tenantId: TenantId): string {
  return parseTenantId(tenantId)
}

export function shardName(tenantId: TenantId, index: number): string {
  return `${parseTenantId(tenantId)}${SHARD_MARK}${index}`
}

/** The objects that a request limit is spread over. */
export function shardNames(tenantId: TenantId, shards: number): string[] {
  return Array.from({ length: shards }, (_, index) => shardName(tenantId, index))
}

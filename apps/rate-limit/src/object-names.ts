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

/** Every object of a tenant whose request limit is spread over this many shards; one shard is none. */
export function objectNames(tenantId: TenantId, shards: number): string[] {
  const names = Array.from({ length: shards > 1 ? shards : 0 }, (_, index) => shardName(tenantId, index))
  return [homeName(tenantId), ...names]
}

/** How many those are. */
export function objectCount(shards: number): number {
  return shards > 1 ? 1 + shards : 1
}

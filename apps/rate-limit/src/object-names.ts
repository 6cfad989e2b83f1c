import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** No tenant id holds this character, so no tenant can name another's shard. */
const SHARD_MARK = '#'

/** The one object that holds a tenant's budget, and its request limit unless that is spread over shards. */
export function homeName(tenantId: TenantId): string {
  return parseTenantId(tenantId)
}

export function shardName(tenantId: TenantId, index: number): string {
  return `${parseTenantId(tenantId)}${SHARD_MARK}${index}`
}

/** Every object of a tenant whose request limit is spread over so many shards; one is none. */
export function objectNames(tenantId: TenantId, shards: number): string[] {
  const names = Array.from({ length: shards > 1 ? shards : 0 }, (_, index) => shardName(tenantId, index))
  return [homeName(tenantId), ...names]
}

/** How many those are. */
export function objectCount(shards: number): number {
  return shards > 1 ? 1 + shards : 1
}

/** Whose object this is. Fails closed: an object without a name of ours belongs to nobody. */
export function ownerOf(objectName: string | undefined): TenantId {
  return parseTenantId(objectName?.split(SHARD_MARK)[0])
}

/** Fails closed when a call for one tenant reaches the object of another. */
export function assertOwner(objectName: string | undefined, tenantId: TenantId): void {
  if (ownerOf(objectName) !== tenantId) throw new TypeError('this object belongs to another tenant')
}

/** The name an object was first called by: an alarm may wake it without one (workerd#6850), so it is stored once. */
export function lastingName(
  name: string | undefined,
  kv: Pick<SyncKvStorage, 'get' | 'put'>,
): string | undefined {
  const stored = kv.get<string>('name')
  if (stored === undefined && name !== undefined) kv.put('name', name)
  return stored ?? name
}

import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { createApiKey, hashApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { isTenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { World } from '../desk/world.ts'

/** A key that exists in this request's memory only, and what is kept of it. */
export interface MintedKey {
  readonly key: string
  readonly keyId: string
  readonly sha256: string
}

/** Made before it is known whether there is such a tenant: that costs nothing and waits for nothing. */
export async function mintKey(
  world: Pick<World, 'keyCheckSecret'>,
  tenantId: string,
  keyId?: string,
): Promise<MintedKey> {
  if (!isTenantId(tenantId)) throw new BulkheadError('tenant_not_found')
  if (world.keyCheckSecret === undefined) throw new Error('KEY_CHECK_SECRET is missing')
  const key = await createApiKey(parseTenantId(tenantId), world.keyCheckSecret, keyId)
  const name = keyNameOf(key)
  if (name === undefined) throw new BulkheadError('not_found')
  return { key, keyId: name.keyId, sha256: await hashApiKey(key) }
}

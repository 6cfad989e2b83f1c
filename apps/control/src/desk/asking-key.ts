import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { KeyRow } from '../tables/key-table.ts'
import type { Tables } from './tables.ts'

/**
 * A tenant's key that asks about keys, as the record has it now: it may have been revoked since its request
 * was admitted. @throws BulkheadError `api_key_invalid` `api_key_expired` `scope_insufficient`
 */
export function askingKeyOf(
  { keys }: Pick<Tables, 'keys'>,
  { tenantId, keyId }: { readonly tenantId: TenantId; readonly keyId: string },
  nowMs: number,
): KeyRow {
  const row = keys.find(keyId)
  if (row?.tenantId !== tenantId || row.status !== 'active') throw new BulkheadError('api_key_invalid')
  if (row.expiresMs !== undefined && row.expiresMs <= nowMs) throw new BulkheadError('api_key_expired')
  if (row.scopes.includes('keys:write')) return row
  throw new BulkheadError('scope_insufficient', { details: { required: ['keys:write'] } })
}

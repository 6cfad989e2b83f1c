import { invalid } from '@bulkhead/http/read-body'
import { hashApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { ADMIN_ENTRY, checkLocalKeys } from '@bulkhead/tenant-schema/local-keys'
import { SCOPES } from '@bulkhead/tenant-schema/tenant-config'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Desk } from '../desk/desk.ts'
import { isLocal, type World } from '../desk/world.ts'
import { applyFileKey, LOCAL_KEY_NAME } from './apply-file-keys.ts'

/** A development key, without its secret. */
export interface LocalKey {
  readonly tenantId: TenantId
  readonly keyId: string
  readonly sha256: string
}

/** @throws BulkheadError `invalid_request` outside the local environment, and for keys of nobody */
export async function digestLocalKeys(
  keys: Readonly<Record<string, string>> | undefined,
  world: World,
): Promise<LocalKey[]> {
  if (keys === undefined) return []
  if (!isLocal(world)) {
    throw invalid([{ path: 'localKeys', message: 'exist in the local environment only' }])
  }
  const entries = Object.entries(keys).filter(([name]) => name !== ADMIN_ENTRY)
  const problems = checkLocalKeys(
    keys,
    entries.map(([name]) => name),
  )
  if (problems.length > 0) {
    throw invalid(problems.map((message) => ({ path: 'localKeys', message })))
  }
  const digested = await Promise.all(
    entries.map(async ([name, key]) => {
      const keyId = keyNameOf(key)?.keyId
      return keyId === undefined
        ? []
        : [{ tenantId: parseTenantId(name), keyId, sha256: await hashApiKey(key) }]
    }),
  )
  return digested.flat()
}

/** Each with every scope; those of tenants that are not there are left out. */
export function applyLocalKeys(desk: Desk, keys: readonly LocalKey[]): void {
  for (const { tenantId, keyId, sha256 } of keys) {
    if (desk.tables.tenants.find(tenantId) === undefined) continue
    applyFileKey(desk, tenantId, { id: keyId, sha256, scopes: [...SCOPES] }, LOCAL_KEY_NAME)
  }
}

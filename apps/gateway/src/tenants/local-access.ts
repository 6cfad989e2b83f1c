import { digestApiKey, keyIdOf } from '@bulkhead/tenant-schema/api-key'
import { ADMIN_ENTRY, parseLocalKeys } from '@bulkhead/tenant-schema/local-keys'
import { SCOPES } from '@bulkhead/tenant-schema/tenant-config'

import type { GatewayEnv } from '../env.ts'
import type { TenantDirectory } from './tenant-directory.ts'

let added: string | undefined

/**
 * Adds the development keys, each with every scope and no expiry. Reads them only where `ENVIRONMENT` is
 * `local`.
 */
export async function addLocalKeys(directory: TenantDirectory, env: GatewayEnv): Promise<TenantDirectory> {
  const keys = localKeysOf(env)
  if (added === keys) return directory
  for (const [name, key] of Object.entries(parseLocalKeys(keys))) {
    const tenant = directory.byId(name)
    const keyId = keyIdOf(key)
    if (name === ADMIN_ENTRY || tenant === undefined || keyId === undefined) continue
    const digest = await digestApiKey(key)
    directory.addKey({ keyId, digest, scopes: SCOPES, expiresMs: Number.POSITIVE_INFINITY, tenant })
  }
  added = keys
  return directory
}

export function localAdminToken(env: GatewayEnv): string | undefined {
  return parseLocalKeys(localKeysOf(env))[ADMIN_ENTRY]
}

function localKeysOf(env: GatewayEnv): string {
  return env.ENVIRONMENT === 'local' ? (env.LOCAL_KEYS ?? '{}') : '{}'
}

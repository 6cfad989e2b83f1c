import { ADMIN_ENTRY, parseLocalKeys } from '@bulkhead/tenant-schema/local-keys'

import type { GatewayEnv } from '../env.ts'

/** The admin token of development. Read only where `ENVIRONMENT` is `local`. */
export function localAdminToken(env: GatewayEnv): string | undefined {
  return parseLocalKeys(localKeysOf(env))[ADMIN_ENTRY]
}

function localKeysOf(env: GatewayEnv): string {
  return env.ENVIRONMENT === 'local' ? (env.LOCAL_KEYS ?? '{}') : '{}'
}

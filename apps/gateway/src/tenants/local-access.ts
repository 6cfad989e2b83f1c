import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { ADMIN_ENTRY, parseLocalKeys } from '@bulkhead/tenant-schema/local-keys'

import type { GatewayEnv } from '../env.ts'
import { keyCheckSecrets } from './access.ts'

/** The admin token of development. Read only where `ENVIRONMENT` is `local`. */
export function localAdminToken(env: GatewayEnv): string | undefined {
  return parseLocalKeys(localKeysOf(env))[ADMIN_ENTRY]
}

/** Those that are set, and where `ENVIRONMENT` is `local` the one that the local keys are made with. */
export function localKeyCheckSecrets(env: GatewayEnv): readonly string[] {
  return [...keyCheckSecrets(env), ...(env.ENVIRONMENT === 'local' ? [LOCAL_KEY_CHECK_SECRET] : [])]
}

function localKeysOf(env: GatewayEnv): string {
  return env.ENVIRONMENT === 'local' ? (env.LOCAL_KEYS ?? '{}') : '{}'
}

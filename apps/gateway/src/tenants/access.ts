import type { Catalogue } from '@bulkhead/ai/catalogue'

import type { GatewayEnv } from '../env.ts'

/**
 * What differs between the production and the local gateway. The production bundle contains nothing of the
 * local one.
 */
export interface Access {
  readonly catalogue: Catalogue
  /** What the check digits of keys may have been made with; without any, no key is good. */
  readonly keyCheckSecrets: (env: GatewayEnv) => readonly string[]
  /** The token of the admin routes; without one they are closed. */
  readonly adminToken: (env: GatewayEnv) => string | undefined
}

/** The secret of the deployment, and the one before it while that is rotated out. */
export function keyCheckSecrets({ KEY_CHECK_SECRET, KEY_CHECK_SECRET_PREVIOUS }: GatewayEnv): string[] {
  return [KEY_CHECK_SECRET, KEY_CHECK_SECRET_PREVIOUS].filter((secret) => secret !== undefined)
}

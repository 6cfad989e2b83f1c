import type { Catalogue } from '@bulkhead/ai/catalogue'

import type { GatewayEnv } from '../env.ts'

/**
 * What differs between the production and the local gateway. The production bundle contains nothing of the
 * local one.
 */
export interface Access {
  readonly catalogue: Catalogue
  /** The token of the admin routes; without one they are closed. */
  readonly adminToken: (env: GatewayEnv) => string | undefined
}

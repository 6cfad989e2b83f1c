import type { Catalogue } from '@bulkhead/ai/catalogue'

import type { GatewayEnv } from '../env.ts'
import type { TenantDirectory } from './tenant-directory.ts'

/**
 * Who may call: what differs between the production and the local gateway. The production bundle contains
 * nothing of the local one.
 */
export interface Access {
  /** The directory of tenants, with every valid key. */
  readonly directory: (env: GatewayEnv) => Promise<TenantDirectory>
  readonly catalogue: Catalogue
  readonly allowsPreflight: (origin: string) => boolean
  /** The token of the admin routes; without one they are closed. */
  readonly adminToken: (env: GatewayEnv) => string | undefined
}

import type { GatewayEnv } from './env.ts'
import type { Route } from './route.ts'
import type { TenantDirectory } from './tenants/tenant-directory.ts'

/** What differs between the production and the local gateway. The production bundle contains nothing of the local one. */
export interface Build {
  /** The directory of tenants, complete with every key that is good. */
  readonly directory: (env: GatewayEnv) => Promise<TenantDirectory>
  readonly allowsPreflight: (origin: string) => boolean
  /** The token of the admin routes; without one they are closed. */
  readonly adminToken: (env: GatewayEnv) => string | undefined
  readonly routes: readonly Route[]
}

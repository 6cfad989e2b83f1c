import type { ErrorCode } from '@bulkhead/errors/codes'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { RequestContext } from './context.ts'

/** One tenant to load. Its `ctx.deadline` is the end of the whole call. */
export interface WarmAsk {
  readonly ctx: RequestContext
}

export interface NotWarm {
  readonly tenantId: TenantId
  readonly code: ErrorCode
  readonly message?: string
}

export interface Warmed {
  /** Those that failed. */
  readonly notWarm: readonly NotWarm[]
  /**
   * How many, from the end of the list, had no turn: the time was over, or one invocation may make no more
   * calls.
   */
  readonly left: number
}

import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { RequestContext } from './context.ts'
import type { Usage } from './http/usage.ts'
import type { Limits, RequestLimit } from './limits.ts'
import type { Outcome } from './outcome.ts'
import type { WarmAsk, Warmed } from './warm-all.ts'

/**
 * The part of a tenant's config that admission needs. Only the gateway reads tenant config, so it sends this
 * along.
 */
export interface Plan extends RequestLimit {
  readonly perKey?: RequestLimit
  readonly shards: number
  readonly tokensPerDay: number
  readonly tokensPerMonth?: number
}

/** What one request wants: always one request, and `tokens` (0 on routes that use none). */
export interface Ask {
  readonly plan: Plan
  /** Upper bound of what the request may use: prompt estimate + most output. */
  readonly tokens: number
}

export interface Admission {
  readonly reservationId: string
  readonly reservedTokens: number
  readonly limits: Limits
}

export interface Reservation {
  readonly reservationId: string
  readonly tokens: number
}

/** What embedding took, by our own count: no provider reports it. */
export interface EmbeddingUse {
  readonly model: string
  readonly tokens: number
}

/** Real usage against a reservation. Settling the same reservation twice is settling it once. */
export interface Settlement {
  readonly reservationId: string
  /** What was reserved, so that a reservation lost in a crash can still be given back. */
  readonly reservedTokens: number
  readonly requestId: string
  readonly model: string
  readonly promptTokens: number
  readonly completionTokens: number
  /**
   * An answer's search embeds the question: paid from the answer's reservation, recorded under its own model.
   */
  readonly embedded?: EmbeddingUse
  /** The provider reported no usage: these are our own counts. */
  readonly estimated?: boolean
}

/** The plan says how many objects the tenant's limits are spread over. */
export interface LimitsWarmAsk extends WarmAsk {
  readonly plan: Plan
}

/** Implemented by apps/rate-limit (entrypoint `RateLimit`); called by gateway, chat and rag. */
export interface RateLimitService {
  /**
   * Decides request limits and reserves tokens in one step; a refusal by one consumes nothing of the other.
   * Idempotent by `ctx.reservationId`: a repeat costs one request and no tokens. Refusals: `rate_limited`,
   * `budget_exceeded`, `budget_in_flight`.
   */
  admit(ctx: RequestContext, ask: Ask): Promise<Outcome<Admission>>
  /**
   * Reserves tokens only, under the tenant's last plan: for work that has no gateway in front. Idempotent by
   * reservation id.
   */
  reserve(ctx: RequestContext, reservation: Reservation): Promise<Outcome<Reservation>>
  /** Records real usage and gives back the rest of each reservation. Idempotent by reservation id. */
  settleMany(tenantId: TenantId, settlements: readonly Settlement[]): Promise<Outcome<null>>
  /** Gives a whole reservation back: nothing was used. */
  release(ctx: RequestContext, reservation: Reservation): Promise<Outcome<null>>
  usage(ctx: RequestContext, plan: Plan): Promise<Outcome<Usage>>
  /** Forgets everything about the tenant; returns how many rows went. */
  erase(ctx: RequestContext): Promise<Outcome<{ readonly rows: number }>>
  /**
   * Called by the cron. The first call for a tenant creates its objects, with nothing used; it counts no
   * request and no token.
   */
  warm(ctx: RequestContext, plan: Plan): Promise<Outcome<null>>
  /** `warm` for each, and one that fails keeps nobody else from it. Refuses nothing as a whole. */
  warmAll(asks: readonly LimitsWarmAsk[]): Promise<Warmed>
  ping(): Promise<'ok'>
}

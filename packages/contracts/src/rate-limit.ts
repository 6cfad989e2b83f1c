import type { Scope } from '@bulkhead/tenant-schema/tenant-config'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Lease, LeaseAsk, LeaseReturn } from './admission/lease.ts'
import type { LeasePart, RequestContext } from './context.ts'
import type { Usage } from './http/usage.ts'
import type { Limits } from './limits.ts'
import type { Outcome } from './outcome.ts'
import type { AskingKey, Credentials } from './record/credentials.ts'
import type { TenantChange, TenantSettings } from './record/tenant-record.ts'
import type { TenantUsageAsk, UsageRowsAsk, UsageRowsPage } from './record/usage-rows.ts'
import type { WarmAsk, Warmed } from './warm-all.ts'

/** The most that a request may use, and with which models: whichever is dearest counts. */
export interface Bound {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly models: readonly string[]
}

/** What one request wants: always one request, and what `bound` says. */
export interface Ask {
  readonly credentials: Credentials
  readonly scopes: readonly Scope[]
  /** Left out on routes that use no tokens. */
  readonly bound?: Bound
  /** Of the config that `bound` was made from; left out: none is known. */
  readonly knownEpoch?: number
  /** Whoever asks could use a lease. */
  readonly wantsLease?: boolean
}

/** The config that the gateway did not know yet. Nothing was consumed: it asks again. */
export interface Unread {
  readonly stale: true
  readonly epoch: number
  readonly config: TenantSettings
}

export interface Admission {
  readonly stale?: false
  readonly reservationId: string
  readonly reservedTokens: number
  readonly limits: Limits
  /** A budget is near its end, so whoever settles must not collect for longer; left out: it may take its time. */
  readonly settleWithinMs?: number
  readonly epoch: number
  /** Only when `knownEpoch` is not the current one. */
  readonly config?: TenantSettings
  readonly key: AskingKey
  /** For the requests after this one. */
  readonly lease?: Lease
}

export interface Reservation {
  readonly reservationId: string
  readonly tokens: number
  /** Who may take them, for their price; left out: any model of the tenant's chat. */
  readonly models?: readonly string[]
  /** How many of them may be the answer's; left out: all. */
  readonly completionTokens?: number
  /** They are part of a lease. */
  readonly leased?: LeasePart
}

/** What embedding took, by our own count: no provider reports it. */
export interface EmbeddingUse {
  readonly model: string
  readonly tokens: number
}

/** Real usage against a reservation. */
export interface Settlement {
  readonly reservationId: string
  /** What was reserved, so that a reservation lost in a crash can still be given back. */
  readonly reservedTokens: number
  /** The reservation is part of a lease. */
  readonly leased?: LeasePart
  readonly requestId: string
  /** Whose request it was; left out by callers that do not know. */
  readonly keyId?: string
  readonly model: string
  /** All of the prompt… */
  readonly promptTokens: number
  /** …of these read from the provider's cache, and written to it. */
  readonly cachedPromptTokens?: number
  readonly cacheWriteTokens?: number
  /** All of the answer… */
  readonly completionTokens: number
  /** …of these spent on reasoning. */
  readonly reasoningTokens?: number
  /**
   * An answer's search embeds the question: paid from the answer's reservation, recorded under its own model.
   */
  readonly embedded?: EmbeddingUse
  /** The provider reported no usage: these are our own counts. */
  readonly estimated?: boolean
  /** Its sender cannot know whether it was settled before: it counts only while the reservation is held. */
  readonly recovered?: true
}

/** Names a batch of settlements, the same in every attempt to send it. */
export interface BatchName {
  /** One life of one isolate. */
  readonly sender: string
  /** Counts the sender's batches for the tenant, from 1. */
  readonly sequence: number
}

/** A change that is enforced, and since when. */
export interface Enforced {
  readonly stale?: false
  readonly epoch: number
  readonly enforcedAt: string
}

/** Implemented by apps/rate-limit (entrypoint `RateLimit`); called by gateway, chat, rag and control. */
export interface RateLimitService {
  /**
   * Decides who calls, request limits and budgets in one step; a refusal by one consumes nothing of the
   * others. Idempotent by `ctx.reservationId`: a repeat costs one request and no tokens. `ctx.tenantId` is
   * the one that the key names. Refusals: `api_key_invalid` `api_key_expired` `tenant_mismatch`
   * `tenant_suspended` `scope_insufficient` `rate_limited` `budget_exceeded` `budget_in_flight`; those that come after the key is proven say which origins may read them.
   */
  admit(ctx: RequestContext, ask: Ask): Promise<Outcome<Admission | Unread>>
  /**
   * Reserves tokens only: for work that has no gateway in front. Idempotent by reservation id.
   */
  reserve(ctx: RequestContext, reservation: Reservation): Promise<Outcome<Reservation>>
  /**
   * Records real usage and gives back the rest of each reservation. A batch that is sent again changes nothing;
   * without a name, as older versions send it, each of its settlements is remembered by its reservation. Leases are
   * returned in named batches only.
   */
  settleMany(
    tenantId: TenantId,
    settlements: readonly Settlement[],
    batch?: BatchName,
    returned?: readonly LeaseReturn[],
  ): Promise<Outcome<null>>
  /**
   * Another lease for a key that is proven anew; nothing is consumed. Left out where one request at a time is what
   * the limits allow.
   */
  lease(ctx: RequestContext, ask: LeaseAsk): Promise<Outcome<{ readonly lease?: Lease }>>
  /** Gives a whole reservation back: nothing was used. */
  release(ctx: RequestContext, reservation: Reservation): Promise<Outcome<null>>
  usage(ctx: RequestContext): Promise<Outcome<Usage>>
  /** What was settled, for exports; oldest day first, to the last settled token. */
  usageRows(ctx: RequestContext, ask: UsageRowsAsk): Promise<Outcome<UsageRowsPage>>
  /**
   * `usageRows` of the first of these tenants, in their order: of one at least, and of no more than fit into a
   * message. A page that is not the tenant's last ends the list.
   */
  usageRowsOf(asks: readonly TenantUsageAsk[]): Promise<Outcome<readonly UsageRowsPage[]>>
  /**
   * Takes a change of the tenant's record; resolves once it is stored and nothing decides by the old state
   * any more: within a second, in which leases of the old state end. A change that is older than the copy changes nothing and answers the copy's epoch.
   */
  put(tenantId: TenantId, change: TenantChange): Promise<Outcome<Enforced | { readonly stale: true }>>
  /** Forgets everything about the tenant but its record; returns how many rows went. */
  erase(ctx: RequestContext): Promise<Outcome<{ readonly rows: number }>>
  /**
   * Called by the cron. The first call for a tenant creates its objects, with nothing used; it counts no
   * request and no token.
   */
  warm(ctx: RequestContext): Promise<Outcome<null>>
  /** `warm` for each, and one that fails keeps nobody else from it. Refuses nothing as a whole. */
  warmAll(asks: readonly WarmAsk[]): Promise<Warmed>
  ping(): Promise<'ok'>
}

import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { BudgetEvent } from './budget-event.ts'
import type { Outcome } from './outcome.ts'
import type { KeyRecord, TenantRecord, TenantSettings } from './tenant-record.ts'

/** The key of a request whose tenant's home object does not answer. */
export interface VerifyAsk {
  readonly tenantId: TenantId
  readonly keyId: string
  /** Hex, of the whole key. */
  readonly sha256: string
  readonly clientIp: string
}

/** A key that is good at this moment, and what its tenant allows. */
export interface Verified {
  readonly epoch: number
  readonly config: TenantSettings
  readonly key: KeyRecord
}

/** What a request without a key names: one of these. */
export interface HintAsk {
  readonly hostname?: string
  readonly tenantId?: string
  /** Of a preflight, which names nothing else. */
  readonly origin?: string
}

export interface Hint {
  readonly known: boolean
  /** Whose pages may read the tenant's answers. */
  readonly origins?: readonly string[]
}

export interface TenantIdsPage {
  readonly tenantIds: readonly TenantId[]
  readonly nextCursor: string | null
}

/** When a key was used last. */
export interface KeyUse {
  readonly keyId: string
  readonly atMs: number
}

/** Implemented by apps/control (entrypoint `Control`); called by gateway and the home objects of rate-limit. */
export interface ControlService {
  /** The tenant's part of the Registry, for a home object without a copy. Refusal: `tenant_not_found`. */
  record(tenantId: TenantId): Promise<Outcome<TenantRecord>>
  /**
   * Judges a key by the Registry itself, when the home object cannot be asked: exact. Refusals:
   * `api_key_invalid` `api_key_expired` `tenant_suspended`.
   */
  verify(ask: VerifyAsk): Promise<Outcome<Verified>>
  /** Says whether something is known; decides nothing, so callers may remember it for a minute. */
  hint(ask: HintAsk): Promise<Outcome<Hint>>
  /** The active tenants of the tier `production`, to be kept warm. */
  productionTenants(cursor?: string): Promise<Outcome<TenantIdsPage>>
  /** Budgets that crossed a threshold. Sending an event again changes nothing. */
  thresholds(events: readonly BudgetEvent[]): Promise<Outcome<null>>
  lastUsed(tenantId: TenantId, uses: readonly KeyUse[]): Promise<Outcome<null>>
  ping(): Promise<'ok'>
  /** `/admin/v1/…` */
  fetch(request: Request): Promise<Response>
}

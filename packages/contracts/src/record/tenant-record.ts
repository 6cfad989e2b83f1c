import type { KeyLimits, Scope, TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

/** What a tenant's config says besides its keys: these change on their own. */
export type TenantSettings = Omit<TenantConfig, 'apiKeys' | '$schema'>

/** A secret that a rotation has replaced and that is still good for a while. */
export interface PreviousSecret {
  readonly sha256: string
  readonly expiresMs: number
}

/** One key as the home object enforces it. */
export interface KeyRecord {
  readonly keyId: string
  /** Hex, of the whole key. */
  readonly sha256: string
  readonly previous?: PreviousSecret
  readonly scopes: readonly Scope[]
  readonly status: 'active' | 'revoked'
  readonly expiresMs?: number
  readonly notBeforeMs?: number
  /** The only models it may name; left out: all of the tenant's. */
  readonly models?: readonly string[]
  readonly limits?: KeyLimits
  /** Addresses or CIDR ranges that it may be used from; left out: all. */
  readonly allowedIps?: readonly string[]
}

/**
 * What a million tokens of a model cost from a moment on, in micro-dollars. What is left out costs what its
 * class does (prompt or completion).
 */
export interface Price {
  /** Of the price table that it comes from; written beside what was counted with it. */
  readonly version: number
  readonly effectiveFromMs: number
  readonly prompt: number
  readonly cachedPrompt?: number
  readonly cacheWrite?: number
  readonly completion: number
  readonly reasoning?: number
}

/** From a moment on the price of a model is unknown: a later table leaves it out. */
export interface NoPrice extends Pick<Price, 'version' | 'effectiveFromMs'> {
  readonly isUnknown: true
}

/** By model, each oldest first. A model without an entry has no known price. */
export type Prices = Readonly<Record<string, readonly (Price | NoPrice)[]>>

/** A tenant's own part of the Registry, the plan already resolved into its config. */
export interface TenantRecord {
  /** Grows with every change: the tenant's version. */
  readonly epoch: number
  readonly config: TenantSettings
  readonly keys: readonly KeyRecord[]
  /** Of every model that the tenant's requests may use, embeddings too. */
  readonly prices: Prices
}

/**
 * What control pushes. `full` replaces everything; otherwise it applies on top of epoch `from`, and an object
 * with any other copy answers `stale`, to be sent the full record.
 */
export interface TenantChange {
  readonly from?: number
  readonly epoch: number
  readonly full: boolean
  readonly config?: TenantSettings
  /** Added or replaced, each as a whole. */
  readonly keys?: readonly KeyRecord[]
  /** Ids of keys that are gone. */
  readonly removedKeys?: readonly string[]
  readonly prices?: Prices
  /** The tenant is gone; nothing of the record is kept. */
  readonly deleted?: true
}

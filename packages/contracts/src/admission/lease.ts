import type { Limits } from '../limits.ts'
import type { Credentials } from '../record/credentials.ts'
import type { KeyRecord, Prices } from '../record/tenant-record.ts'

/**
 * Requests, tokens and money that a gateway isolate may give out in place of the home object, for a moment and to
 * one key. Debited in full when it is given.
 */
export interface Lease {
  readonly id: string
  readonly permits: number
  readonly tokens: number
  /** With the prices to reckon it by; left out: no budget in money applies. */
  readonly nanoDollars?: number
  readonly prices?: Prices
  /** Whoever holds it counts from when it asked. */
  readonly validMs: number
  /** Of the tenant's record: with another one nothing is given out. */
  readonly epoch: number
  /** As it was proven: its digest is that of the secret that was sent. */
  readonly key: KeyRecord
  /** What is left for everybody besides it. */
  readonly limits: Limits
}

/** What was not given out of a lease that nothing is given out of any more. */
export interface LeaseReturn {
  readonly lease: string
  readonly keyId: string
  readonly permits: number
  /** How many requests it served. */
  readonly used: number
  readonly tokens: number
  readonly nanoDollars: number
}

/** What an isolate has served of late, by which the next lease is measured. */
export interface Demand {
  readonly requests: number
  readonly tokens: number
  readonly nanoDollars: number
  readonly overMs: number
}

/** Asks for another lease while one is in use. */
export interface LeaseAsk {
  /** Of this asking, which may be repeated; one request may ask more than once. */
  readonly id?: string
  readonly credentials: Credentials
  readonly demand: Demand
}

import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'

import { MAX_KEY_METERS } from '../limits.ts'
import { EMPTY, ceilingOf, covers, drain, remaining, resetMs, take, waitMs, type Meter } from './gcra.ts'
import type { MeterStore } from './meter-store.ts'

/** One limit that a request must pass. The subject is a key id, or {@link WHOLE_TENANT}. */
export interface Claim {
  readonly subject: string
  readonly limit: RequestLimit
}

/** No key id is empty. */
export const WHOLE_TENANT = ''

interface Entry {
  meter: Meter
  stored: Meter
}

/**
 * The request meters of one object, kept in memory under stored ceilings: an object that starts anew never
 * admits more than this one would have.
 */
export class RequestLimits {
  readonly #store: MeterStore
  readonly #entries = new Map<string, Entry>()

  constructor(store: MeterStore) {
    this.#store = store
    for (const { subject, meter } of store.all()) this.#entries.set(subject, { meter, stored: meter })
  }

  /** How long until every claim has room for one request; 0 when that is now. Consumes nothing. */
  waitMs(claims: readonly Claim[], nowMs: number): number {
    let longestMs = 0
    for (const claim of claims) {
      longestMs = Math.max(longestMs, waitMs(this.#drained(claim, nowMs), claim.limit))
    }
    return longestMs
  }

  /**
   * Consumes one request of every claim and writes only those whose ceiling it passes; says whether it wrote.
   */
  take(claims: readonly Claim[], nowMs: number): boolean {
    let wrote = false
    for (const claim of claims) {
      const entry = this.#entry(claim.subject)
      entry.meter = take(this.#drained(claim, nowMs))
      if (covers(entry.stored, entry.meter, claim.limit)) continue
      this.#save(claim.subject, entry, ceilingOf(entry.meter, claim.limit))
      wrote = true
    }
    return wrote
  }

  /** Undoes one {@link take} whose request was refused elsewhere. */
  giveBack(claims: readonly Claim[], nowMs: number): void {
    for (const claim of claims) {
      const { level, atMs } = this.#drained(claim, nowMs)
      this.#entry(claim.subject).meter = { level: Math.max(0, level - 1), atMs }
    }
  }

  /** What is left of the tightest claim. */
  standing(claims: readonly Claim[], nowMs: number): Limits['requests'] {
    let tightest: Limits['requests'] | undefined
    for (const claim of claims) {
      const meter = this.#drained(claim, nowMs)
      const { requestsPerMinute, burst } = claim.limit
      const left = remaining(meter, claim.limit)
      if (tightest !== undefined && tightest.remaining <= left) continue
      tightest = { limit: requestsPerMinute, burst, remaining: left, resetMs: resetMs(meter, claim.limit) }
    }
    return tightest ?? { limit: 0, burst: 0, remaining: 0, resetMs: 0 }
  }

  /** Stores the truth where a ceiling is ahead of it. */
  flush(): void {
    for (const [subject, entry] of this.#entries) {
      if (entry.stored !== entry.meter) this.#save(subject, entry, entry.meter)
    }
  }

  /**
   * Forgets keys whose meter has drained: an empty one admits exactly the same. The whole tenant's costs one
   * row and stays.
   */
  sweep(limitOf: (keyId: string) => RequestLimit | undefined, nowMs: number): number {
    let swept = 0
    for (const [subject, { meter }] of this.#entries) {
      if (subject === WHOLE_TENANT) continue
      const limit = limitOf(subject)
      if (limit !== undefined && drain(meter, limit, nowMs).level > 0) continue
      this.#entries.delete(subject)
      this.#store.remove(subject)
      swept += 1
    }
    return swept
  }

  /** Whether {@link sweep} is due. */
  get crowded(): boolean {
    return this.#entries.size > MAX_KEY_METERS
  }

  #drained(claim: Claim, nowMs: number): Meter {
    const entry = this.#entries.get(claim.subject)
    if (entry === undefined) return { level: 0, atMs: nowMs }
    entry.meter = drain(entry.meter, claim.limit, nowMs)
    return entry.meter
  }

  #entry(subject: string): Entry {
    const known = this.#entries.get(subject)
    if (known !== undefined) return known
    const entry = { meter: EMPTY, stored: EMPTY }
    this.#entries.set(subject, entry)
    return entry
  }

  #save(subject: string, entry: Entry, stored: Meter): void {
    this.#store.save(subject, stored)
    entry.stored = stored
  }
}

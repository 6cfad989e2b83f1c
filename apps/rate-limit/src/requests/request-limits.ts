import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'

import { LEASE_COVER_MS, LEASE_OVER_MS, LEASE_SKEW_MS, MAX_KEY_METERS, RARE_MS } from '../limits.ts'
import { WHOLE_TENANT, type Claim } from './claim.ts'
import { isStored, type Entry } from './entry.ts'
import {
  ahead,
  behindBy,
  blockOf,
  ceilingOf,
  covers,
  drain,
  EMPTY,
  remaining,
  resetMs,
  take,
  waitMs,
  type Meter,
} from './gcra.ts'
import type { MeterStore } from './meter-store.ts'

type Store = Pick<MeterStore, 'all' | 'save' | 'remove'>

/**
 * The request meters of one object, kept in memory under stored ceilings: an object that starts anew never
 * admits more than this one would have.
 */
export class RequestLimits {
  readonly #store: Store
  readonly #entries = new Map<string, Entry>()
  /** Requests of the whole tenant that leases hold. They do not drain: each may come at the last moment. */
  #leased = 0
  #leasedUntilMs = 0
  #takenMs = Number.NEGATIVE_INFINITY

  constructor(store: Store) {
    this.#store = store
    for (const { subject, meter } of store.all())
      this.#entries.set(subject, { meter, stored: meter, isLeaning: false })
  }

  /** How long until every claim has room for one request; 0 when that is now. Consumes nothing. */
  waitMs(claims: readonly Claim[], nowMs: number): number {
    const waits = claims.map((claim) =>
      waitMs(this.#drained(claim, nowMs), claim.limit, this.#leasedOf(claim)),
    )
    return Math.max(0, ...waits)
  }

  /**
   * Consumes one request of every claim. Writes only those whose ceiling it passes. With `isCovered`, a restarted
   * object would know that this one was busy, and assume a block for the whole tenant: storage may be behind by so
   * much. One that comes alone is stored as it is.
   */
  take(claims: readonly Claim[], nowMs: number, isCovered = false): void {
    const isRare = nowMs - this.#takenMs >= RARE_MS
    this.#takenMs = nowMs
    for (const { subject, limit } of claims) {
      const entry = this.#entry(subject)
      entry.meter = take(this.#drained({ subject, limit }, nowMs))
      entry.limit = limit
      const block = isCovered && subject === WHOLE_TENANT ? blockOf(limit) : 0
      if (subject === WHOLE_TENANT && this.#leased > 0) this.#coverLeases(entry, limit, nowMs)
      else if (block > 0) this.#lean(entry, block, limit)
      else if (!covers(entry.stored, entry.meter, limit)) {
        this.#save(subject, entry, isRare ? entry.meter : ceilingOf(entry.meter, limit))
      }
    }
  }

  /** Sets requests of the whole tenant aside for a lease. They must be there. */
  lease(
    requests: number,
    limit: RequestLimit,
    { nowMs, endsMs }: { readonly nowMs: number; readonly endsMs: number },
  ): void {
    const entry = this.#entry(WHOLE_TENANT)
    this.#drained({ subject: WHOLE_TENANT, limit }, nowMs)
    entry.limit = limit
    this.#leased += requests
    this.#leasedUntilMs = Math.max(this.#leasedUntilMs, endsMs)
    this.#coverLeases(entry, limit, nowMs)
  }

  /** A lease of so many requests is over, of which some were used, as late as now. */
  endLease(requests: number, used: number, nowMs: number): void {
    const entry = this.#entry(WHOLE_TENANT)
    const { level, atMs } = entry.limit === undefined ? entry.meter : drain(entry.meter, entry.limit, nowMs)
    this.#leased -= requests
    entry.meter = { level: level + used, atMs }
  }

  get leased(): number {
    return this.#leased
  }

  /** Until when leases of the object before this one may be in use, by what is stored. */
  leasesUntilMs(nowMs: number): number {
    const { atMs } = this.#entry(WHOLE_TENANT).stored
    return atMs > nowMs ? Math.min(atMs, nowMs + LEASE_OVER_MS) : 0
  }

  /** What the object before this one may have admitted without a word in storage; from now on there is one. */
  assumeBlock(limit: RequestLimit, nowMs: number): void {
    const block = blockOf(limit)
    if (block === 0) return
    const entry = this.#entry(WHOLE_TENANT)
    entry.meter = ahead(entry.meter, block, { limit, nowMs })
    this.#save(WHOLE_TENANT, entry, entry.meter)
  }

  /** A cover speaks for them now, beside which storage must not be ahead: a crash would find two blocks. */
  cover(): void {
    const entry = this.#entries.get(WHOLE_TENANT)
    if (entry?.limit === undefined || entry.stored === entry.meter || this.#leased > 0) return
    const block = blockOf(entry.limit)
    if (block > 0) this.#lean(entry, block, entry.limit)
  }

  /** No cover speaks for them any more. */
  secure(nowMs: number): void {
    for (const [subject, entry] of this.#entries) {
      if (!entry.isLeaning) continue
      entry.isLeaning = false
      const { meter, stored, limit } = entry
      if (limit !== undefined && !covers(stored, drain(meter, limit, nowMs), limit)) {
        this.#save(subject, entry, meter)
      }
    }
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
      const meter = this.#now(claim, nowMs)
      const { requestsPerMinute, burst } = claim.limit
      const left = remaining(meter, claim.limit, this.#leasedOf(claim))
      if (tightest !== undefined && tightest.remaining <= left) continue
      tightest = { limit: requestsPerMinute, burst, remaining: left, resetMs: resetMs(meter, claim.limit) }
    }
    return tightest ?? { limit: 0, burst: 0, remaining: 0, resetMs: 0 }
  }

  /** Stores the truth where a ceiling is ahead of it, or behind it. */
  flush(nowMs: number): void {
    for (const [subject, entry] of this.#entries) {
      if (this.#isLeased(subject)) continue
      if (!isStored(entry, nowMs)) this.#save(subject, entry, entry.meter)
      entry.isLeaning = false
    }
  }

  /** Whether a restarted object would admit exactly the same, as after a {@link flush}. */
  isStored(nowMs: number): boolean {
    return this.#leased === 0 && [...this.#entries.values()].every((entry) => isStored(entry, nowMs))
  }

  /** Stores the truth everywhere: from now on other limits may apply. */
  store(): void {
    for (const [subject, entry] of this.#entries) {
      if (this.#isLeased(subject)) continue
      if (entry.stored !== entry.meter) this.#save(subject, entry, entry.meter)
      entry.isLeaning = false
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

  #now({ subject, limit }: Claim, nowMs: number): Meter {
    const entry = this.#entries.get(subject)
    return entry === undefined ? { level: 0, atMs: nowMs } : drain(entry.meter, limit, nowMs)
  }

  #drained(claim: Claim, nowMs: number): Meter {
    const meter = this.#now(claim, nowMs)
    const entry = this.#entries.get(claim.subject)
    if (entry !== undefined) entry.meter = meter
    return meter
  }

  #leasedOf({ subject }: Claim): number {
    return subject === WHOLE_TENANT ? this.#leased : 0
  }

  #isLeased(subject: string): boolean {
    return subject === WHOLE_TENANT && this.#leased > 0
  }

  /** Storage must be ahead of what was admitted and leased, and stand still until no lease can be used. */
  #coverLeases(entry: Entry, limit: RequestLimit, nowMs: number): void {
    const { stored } = entry
    const level = entry.meter.level + this.#leased
    const isCovered = stored.level >= level && stored.atMs >= this.#leasedUntilMs + LEASE_SKEW_MS
    entry.isLeaning = false
    if (isCovered) return
    const block = Math.max(0, Math.min(limit.burst - level, this.#leased + blockOf(limit)))
    this.#save(WHOLE_TENANT, entry, { level: level + block, atMs: nowMs + LEASE_COVER_MS })
  }

  #lean(entry: Entry, block: number, limit: RequestLimit): void {
    const { meter, stored } = entry
    const behind = behindBy(stored, meter, limit)
    if (behind === undefined || behind < 0 || behind > block) this.#save(WHOLE_TENANT, entry, meter)
    else entry.isLeaning = behind > 0
  }

  #entry(subject: string): Entry {
    const known = this.#entries.get(subject)
    if (known !== undefined) return known
    const entry = { meter: EMPTY, stored: EMPTY, isLeaning: false }
    this.#entries.set(subject, entry)
    return entry
  }

  #save(subject: string, entry: Entry, stored: Meter): void {
    this.#store.save(subject, stored)
    entry.stored = stored
    entry.isLeaning = false
  }
}

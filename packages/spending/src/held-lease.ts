import type { Demand, Lease, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { LeasePart } from '@bulkhead/contracts/context'
import type { Limits } from '@bulkhead/contracts/limits'
import type { Bound } from '@bulkhead/contracts/rate-limit'

import { mostOf } from './price.ts'

/** What one request was given of a lease. */
export interface TakenPart {
  readonly part: LeasePart
  readonly tokens: number
}

/**
 * A lease in the hands of an isolate. Every step is synchronous, so that nothing is given out twice; once it has
 * ended or its time is over, it gives out nothing.
 */
export class HeldLease {
  readonly lease: Lease
  readonly endsMs: number
  readonly #sentMs: number
  #permits: number
  #tokens: number
  #nanoDollars: number
  #isEnded = false

  /** `sentMs`: when it was asked for. The home object counts from later on, when it was asked. */
  constructor(lease: Lease, sentMs: number) {
    this.lease = lease
    this.#sentMs = sentMs
    this.endsMs = sentMs + lease.validMs
    this.#permits = lease.permits
    this.#tokens = lease.tokens
    this.#nanoDollars = lease.nanoDollars ?? 0
  }

  /** One request that may use as much; undefined when the lease cannot hold it. */
  take(bound: Bound | undefined, nowMs: number): TakenPart | undefined {
    if (!this.isUsable(nowMs)) return undefined
    const tokens = bound === undefined ? 0 : bound.promptTokens + bound.completionTokens
    const nanoDollars = this.#costOf(bound, nowMs)
    if (nanoDollars === undefined || tokens > this.#tokens || nanoDollars > this.#nanoDollars)
      return undefined
    const part = this.used
    this.#permits -= 1
    this.#tokens -= tokens
    this.#nanoDollars -= nanoDollars
    return { part: { lease: this.lease.id, part, ...(nanoDollars === 0 ? {} : { nanoDollars }) }, tokens }
  }

  isUsable(nowMs: number): boolean {
    // A clock that was put back would make it last longer than its owner knows.
    return !this.#isEnded && this.#permits > 0 && nowMs >= this.#sentMs && nowMs < this.endsMs
  }

  /** Half of it is gone: of the requests, of the tokens or of the time. */
  isLow(nowMs: number): boolean {
    const { permits, tokens, validMs } = this.lease
    return this.#permits * 2 <= permits || this.#tokens * 2 < tokens || (this.endsMs - nowMs) * 2 <= validMs
  }

  /** How many requests it has served. */
  get used(): number {
    return this.lease.permits - this.#permits
  }

  /** How fast it was used. */
  demand(nowMs: number): Demand {
    return {
      requests: this.used,
      tokens: this.lease.tokens - this.#tokens,
      nanoDollars: (this.lease.nanoDollars ?? 0) - this.#nanoDollars,
      overMs: Math.max(1, nowMs - this.#sentMs),
    }
  }

  /** Ends it for good; what is left goes back. Undefined when it had ended before. */
  end(): LeaseReturn | undefined {
    if (this.#isEnded) return undefined
    this.#isEnded = true
    return {
      lease: this.lease.id,
      keyId: this.lease.key.keyId,
      permits: this.#permits,
      used: this.used,
      tokens: this.#tokens,
      nanoDollars: this.#nanoDollars,
    }
  }

  /** Where the limits stand, as far as this isolate can know. */
  limits(nowMs: number): Limits {
    const { requests, tokens } = this.lease.limits
    const passedMs = Math.max(0, nowMs - this.#sentMs)
    const refilled = (passedMs * requests.limit) / 60_000
    const remaining = Math.min(requests.burst, Math.floor(requests.remaining + this.#permits + refilled))
    const intervalMs = 60_000 / requests.limit
    return {
      requests: { ...requests, remaining, resetMs: Math.ceil((requests.burst - remaining) * intervalMs) },
      ...(tokens === undefined
        ? {}
        : {
            tokens: {
              ...tokens,
              remaining: tokens.remaining + this.#tokens,
              resetMs: Math.max(0, tokens.resetMs - passedMs),
            },
          }),
    }
  }

  /** Undefined where money counts and the price of a model is unknown. */
  #costOf(bound: Bound | undefined, nowMs: number): number | undefined {
    if (bound === undefined || this.lease.nanoDollars === undefined) return 0
    return mostOf(bound, this.lease.prices ?? {}, nowMs)
  }
}

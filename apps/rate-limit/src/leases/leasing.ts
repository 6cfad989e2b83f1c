import type { Demand, Lease, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { LeasePart } from '@bulkhead/contracts/context'
import type { KeyRecord, Prices } from '@bulkhead/contracts/record/tenant-record'

import type { Accounts, Purse } from '../accounts/accounts.ts'
import { LEASE_MS, LEASE_OVER_MS, RESERVATION_TTL_MS } from '../limits.ts'
import type { Requester } from '../plan.ts'
import { WHOLE_TENANT } from '../requests/claim.ts'
import type { RequestLimits } from '../requests/request-limits.ts'
import { SPEND } from '../tokens/unit.ts'
import type { LeaseBook, PartState } from './lease-book.ts'
import { leaseSize, type Size } from './lease-size.ts'
import type { Pace } from './pace.ts'

/** For whom a lease is, and under what state of the record. */
export interface Lessee {
  /** The same in every attempt of one call, so that a repeat is given the same lease. */
  readonly id: string
  readonly who: Requester & { readonly key: KeyRecord }
  readonly epoch: number
  readonly prices: Prices
  /** The secret that was sent, which the key's record may know as the one before. */
  readonly sha256: string
}

/** A lease without what is left besides it, which changes with it. */
export type Offer = Omit<Lease, 'limits'>

type LeasedAccounts = Pick<Accounts, 'tenant' | 'purses' | 'ofKey'>

interface Releasing {
  readonly leased: LeasePart
  readonly keyId: string
  readonly nowMs: number
}

interface Measuring {
  /** Is told what is left; whatever it answers within that, no limit is passed. */
  readonly sizeOf?: typeof leaseSize
  readonly pace: Pace
}

/** Gives leases to keys that ask often, debits them in full, and takes back what they did not give out. */
export class Leasing {
  readonly #accounts: LeasedAccounts
  readonly #requests: RequestLimits
  readonly #book: LeaseBook
  readonly #sizeOf: typeof leaseSize
  readonly #pace: Pace
  readonly #recent = new Map<string, { readonly lease: Offer; readonly endsMs: number }>()

  constructor(
    accounts: LeasedAccounts,
    requests: RequestLimits,
    book: LeaseBook,
    { sizeOf = leaseSize, pace }: Measuring,
  ) {
    this.#accounts = accounts
    this.#requests = requests
    this.#book = book
    this.#sizeOf = sizeOf
    this.#pace = pace
  }

  /** Ends what nobody has returned in time: its requests count as used. To be called before anything is decided. */
  tick(nowMs: number): void {
    const permits = this.#book.expire(nowMs)
    if (permits > 0) this.#requests.endLease(permits, permits, nowMs)
  }

  offer(lessee: Lessee, demand: Demand, nowMs: number): Offer | undefined {
    const { id, who, epoch, prices } = lessee
    const again = this.#again(id, nowMs)
    if (again !== undefined) return again
    const purses = this.#accounts.purses(who.plan, who.key, nowMs)
    const { remaining } = this.#requests.standing([{ subject: WHOLE_TENANT, limit: who.plan }], nowMs)
    const size = this.#sizeOf({ who, purses, remaining, leased: this.#requests.leased, demand, nowMs })
    const key = provenKey(lessee, nowMs)
    if (size === undefined || key === undefined) return undefined
    const endsMs = nowMs + LEASE_OVER_MS
    this.#hold(id, purses, size, nowMs)
    this.#requests.lease(size.permits, who.plan, { nowMs, endsMs })
    this.#book.add(id, { epoch, permits: size.permits, endsMs, forgetMs: nowMs + RESERVATION_TTL_MS })
    const hasSpend = purses.some(({ ledger }) => ledger.unit === SPEND)
    const { permits, tokens, nanoDollars } = size
    const money = hasSpend ? { nanoDollars, prices } : {}
    const lease = { id, permits, tokens, ...money, validMs: LEASE_MS, epoch, key }
    this.#recent.set(id, { lease, endsMs })
    return lease
  }

  /** Takes back what a lease did not give out. Once: it comes in a batch that is applied once. */
  takeBack(returned: LeaseReturn, nowMs: number): void {
    const { lease: id, keyId, permits, used, tokens, nanoDollars } = returned
    this.#notePace(returned, nowMs)
    this.#recent.delete(id)
    const held = this.#book.end(id)
    if (held !== undefined) this.#requests.endLease(held, held - Math.min(held, permits), nowMs)
    this.#accounts.tenant.book.countRequests(used, nowMs)
    for (const ledger of this.#accounts.ofKey(keyId, nowMs)) {
      ledger.giveBack(id, ledger.unit === SPEND ? nanoDollars : tokens, nowMs)
    }
    this.#forgetEmpty(id)
  }

  /** Gives back one request's part of a lease, unless it was settled. */
  release(reservationId: string, tokens: number, { leased, keyId, nowMs }: Releasing): void {
    const { lease: id, part, nanoDollars = 0 } = leased
    if (!this.#book.release(id, part)) return
    for (const ledger of this.#accounts.ofKey(keyId, nowMs)) {
      ledger.giveBack(id, ledger.unit === SPEND ? nanoDollars : tokens, nowMs)
    }
    this.#accounts.tenant.ended.mark(reservationId, nowMs)
    this.#forgetEmpty(id)
  }

  /** What a settlement of a part means; from now on it is settled. */
  settle({ lease, part }: LeasePart): PartState {
    return this.#book.settle(lease, part)
  }

  /** After settlements: leases of which nothing is held any more. */
  forgetEmpty(ids: Iterable<string>): void {
    for (const id of ids) this.#forgetEmpty(id)
  }

  /** The next lease is measured by what this one has served, like by what was admitted here. */
  #notePace({ lease: id, keyId, used, tokens, nanoDollars }: LeaseReturn, nowMs: number): void {
    const given = this.#recent.get(id)?.lease
    if (given === undefined || used === 0) return
    const spent = { tokens: given.tokens - tokens, nanoDollars: (given.nanoDollars ?? 0) - nanoDollars }
    this.#pace.note(keyId, { requests: used, ...spent }, nowMs)
  }

  #forgetEmpty(id: string): void {
    if (this.#accounts.tenant.openAmount(id) === undefined) this.#book.forget(id)
  }

  /** A reply was lost: the same lease, for the rest of its time. */
  #again(id: string, nowMs: number): Offer | undefined {
    for (const [known, { endsMs }] of this.#recent) if (endsMs <= nowMs) this.#recent.delete(known)
    const given = this.#recent.get(id)
    if (given === undefined) return undefined
    const validMs = Math.max(0, LEASE_MS - (LEASE_OVER_MS - (given.endsMs - nowMs)))
    return { ...given.lease, validMs }
  }

  #hold(id: string, purses: readonly Purse[], { tokens, nanoDollars }: Size, nowMs: number): void {
    for (const { ledger, budget } of purses) {
      const amount = ledger.unit === SPEND ? nanoDollars : tokens
      if (amount > 0) ledger.hold(id, amount, ledger.windows(budget, nowMs), nowMs)
    }
  }
}

/** The key as the secret that was sent proves it; undefined if that secret ends before a lease would. */
function provenKey({ who: { key }, sha256 }: Lessee, nowMs: number): KeyRecord | undefined {
  const { previous, ...current } = key
  if (sha256 === key.sha256) return current
  if (previous === undefined || previous.expiresMs < nowMs + LEASE_OVER_MS) return undefined
  return { ...current, sha256 }
}

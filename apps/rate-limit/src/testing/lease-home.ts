import type { LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { LeasePart } from '@bulkhead/contracts/context'
import type { BatchName, Settlement } from '@bulkhead/contracts/rate-limit'
import { Log } from '@bulkhead/logging/log'

import { AppliedBatches } from '../accounts/applied-batches.ts'
import { Admissions } from '../admission/admissions.ts'
import { LeaseBook } from '../leases/lease-book.ts'
import type { leaseSize } from '../leases/lease-size.ts'
import { Leasing } from '../leases/leasing.ts'
import { Pace } from '../leases/pace.ts'
import type { Plan } from '../plan.ts'
import type { Meter } from '../requests/gcra.ts'
import { RequestLimits } from '../requests/request-limits.ts'
import { settle } from '../settling/settle.ts'
import { leftAfter } from '../tokens/budget.ts'
import { dayOf } from '../tokens/calendar.ts'
import { Ledger } from '../tokens/ledger.ts'
import { keyWith } from './fixtures.ts'
import type { MemoryBooks } from './memory-books.ts'

const LOG = new Log('test', { LOG_LEVEL: 'error' })

/** Whose every request is. */
export const KEY = keyWith('abcdefghijkl')
/** What every request reserves, and what it uses. */
export const RESERVED = 2
export const USED = 1

/** Everything that is there, within two leases at once: the worst that any measure of leases could give. */
export const greedy: typeof leaseSize = ({ purses, remaining, leased, nowMs }) => {
  const [purse] = purses
  const left = purse === undefined ? 0 : leftAfter(purse.ledger.windows(purse.budget, nowMs), 0)
  const permits = Math.min(2, remaining, Math.floor(left / RESERVED))
  return permits <= 0 || leased > 2 ? undefined : { permits, tokens: permits * RESERVED, nanoDollars: 0 }
}

/** A request that was let in and is neither settled nor known to be given back. */
export interface Running {
  readonly id: string
  readonly leased: LeasePart | undefined
  isReleased: boolean
}

/** A batch on its way. */
export interface Sent {
  readonly name: BatchName
  readonly settlements: readonly Settlement[]
  readonly returned: readonly LeaseReturn[]
}

/** What outlives an object. */
export interface Stored {
  readonly books: MemoryBooks
  readonly meters: Map<string, Meter>
}

interface Starting {
  readonly plan: Plan
  readonly sizeOf: typeof leaseSize
  readonly nowMs: number
}

/** The home object's memory, made anew from what is stored. */
export class LeaseHome {
  readonly tenant: Ledger
  readonly requests: RequestLimits
  readonly leases: LeaseBook
  readonly leasing: Leasing
  readonly pace = new Pace()
  readonly admissions: Admissions
  readonly #batches: AppliedBatches
  readonly #books: MemoryBooks

  constructor({ books, meters }: Stored, { plan, sizeOf, nowMs }: Starting) {
    this.#books = books
    this.tenant = new Ledger(books, nowMs)
    this.#batches = new AppliedBatches([books.storedBatches], nowMs)
    books.batches = this.#batches.text(nowMs)
    this.requests = new RequestLimits({
      all: () => [...meters].map(([subject, meter]) => ({ subject, meter })),
      save: (subject, meter) => void meters.set(subject, meter),
      remove: (subject) => void meters.delete(subject),
    })
    if (this.tenant.book.foundCover) this.requests.assumeBlock(plan, nowMs)
    this.leases = new LeaseBook(this.requests.leasesUntilMs(nowMs))
    this.leasing = new Leasing(this, this.requests, this.leases, { sizeOf, pace: this.pace })
    this.admissions = new Admissions(this, this.requests, { exhausted: () => undefined })
  }

  purses = (plan: Plan) => [{ ledger: this.tenant, budget: plan.tokens }]
  ofKey = () => [this.tenant]
  othersOf = () => []
  reservedNanoDollars = () => 0
  applyBatch = (name: BatchName, nowMs: number) => {
    const isNew = this.#batches.apply(name, nowMs)
    this.#books.batches = this.#batches.text(nowMs)
    this.tenant.book.touch(this.tenant.book.get(dayOf(nowMs)))
    return isNew
  }

  secure(nowMs: number): void {
    if (this.tenant.book.isCovered) this.requests.cover()
    else this.requests.secure(nowMs)
  }

  deliver({ name, settlements, returned }: Sent, nowMs: number): void {
    const { leasing } = this
    leasing.tick(nowMs)
    settle(this, { settlements, name, returned }, { leasing, prices: {}, log: LOG, nowMs })
    this.secure(nowMs)
  }

  /** Its reply may be lost, so that it comes twice. */
  releaseTwice({ id, leased }: Running, nowMs: number): void {
    for (const _ of [1, 2]) {
      if (leased === undefined) this.tenant.release(id, RESERVED, nowMs)
      else this.leasing.release(id, RESERVED, { leased, keyId: KEY.keyId, nowMs })
    }
    this.secure(nowMs)
  }
}

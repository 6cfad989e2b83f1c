import type { Lease, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { LeasePart } from '@bulkhead/contracts/context'
import type { Settlement } from '@bulkhead/contracts/rate-limit'
import { HeldLease } from '@bulkhead/spending/held-lease'

import type { Plan } from '../plan.ts'
import { checkRequests } from './check-requests.ts'
import { contextOf, settlementOf } from './fixtures.ts'
import { greedy, KEY, LeaseHome, RESERVED, USED, type Running, type Sent, type Stored } from './lease-home.ts'
import { MemoryBooks } from './memory-books.ts'

const START_MS = Date.UTC(2026, 10, 24, 12)
interface Isolate {
  held: HeldLease | undefined
}

/** Two isolates, their home object and its storage, and what an onlooker knows. */
export class LeaseWorld {
  readonly #plan: Plan
  readonly #stored: Stored = { books: new MemoryBooks(), meters: new Map() }
  readonly #isolates: readonly Isolate[] = [{ held: undefined }, { held: undefined }]
  readonly #running: Running[] = []
  readonly #admittedMs: number[] = []
  #home: LeaseHome
  #nowMs = START_MS
  /** How far the object's clock is ahead. */
  #skewMs = 0
  #ids = 0
  #batches = 0
  #last: Sent | undefined
  #settled: Running | undefined
  #used = 0
  /** Of it what was used after it had been given back, which nobody can prevent. */
  #usedLate = 0
  /** Settled before a crash forgot it and once more after: nobody can know, so another's part may be taken for its. */
  readonly #settledTwice = new Set<string>()
  #crashes = 0
  #hasForgotten = false
  #put: { readonly epoch: number; isAcknowledged: boolean } | undefined

  constructor(plan: Plan) {
    this.#plan = plan
    this.#home = this.#start()
  }

  /** Does it, and says whether there was anything to do; throws when an invariant does not hold. */
  step(name: string): boolean {
    const [what = '', which = '0'] = name.split(' ')
    const isDone = this.#events[what]?.(Number(which)) ?? false
    if (isDone) this.#check()
    return isDone
  }

  /** Everything comes to its end. Without a crash nothing stays held that was not used. */
  finish(): void {
    for (const which of [0, 1]) this.#return(which)
    while (this.#running.length > 0) this.#settle(0)
    const { spent, open } = this.#home.tenant.book.committed(0, 1e6, this.#objectMs())
    const kept = spent + open
    if (this.#crashes === 0 && kept !== this.#used) throw new Error(`held at rest: ${kept - this.#used}`)
    if (spent < this.#used) throw new Error(`${this.#used - spent} of what was used is not counted`)
  }

  readonly #events: Readonly<Record<string, (which: number) => boolean>> = {
    ask: (which) => this.#ask(which),
    renew: (which) => this.#renew(which),
    return: (which) => this.#return(which),
    settle: (which) => this.#settle(which),
    'settle-recovered': (which) => this.#settle(which, { recovered: true }),
    release: () => this.#release(),
    'release-late': () => this.#releaseLate(),
    recover: () => this.#recover(),
    resend: () => this.#resend(),
    'lose-isolate': (which) => this.#loseIsolate(which),
    crash: (skewMs) => this.#crash(skewMs),
    flush: () => this.#flush(),
    revoke: () => this.#revoke(),
    wait: (ms) => (this.#nowMs += ms) > 0,
  }

  #start(): LeaseHome {
    return new LeaseHome(this.#stored, { plan: this.#plan, sizeOf: greedy, nowMs: this.#objectMs() })
  }

  #objectMs(): number {
    return this.#nowMs + this.#skewMs
  }

  #ask(which: number): boolean {
    const isolate = this.#isolates[which]
    if (isolate === undefined) return false
    const id = `req_${(this.#ids += 1)}`
    const bound = { promptTokens: RESERVED, completionTokens: 0, models: [] }
    const given = isolate.held?.take(bound, this.#nowMs)
    if (given !== undefined) return this.#admitted(id, given.part)
    if (this.#put !== undefined) return false
    const nowMs = this.#objectMs()
    this.#home.leasing.tick(nowMs)
    const ctx = contextOf('acme', { requestId: id })
    const who = { plan: this.#plan, key: KEY }
    const most = { tokens: RESERVED, nanoDollars: undefined }
    const outcome = this.#home.admissions.admit(ctx, most, who, nowMs)
    if (!outcome.ok) return false
    this.#home.secure(nowMs)
    this.#admitted(id, undefined)
    if (isolate.held?.isUsable(this.#nowMs) !== true) this.#lease(which)
    return true
  }

  #renew(which: number): boolean {
    return this.#put === undefined && this.#isolates[which]?.held !== undefined && this.#lease(which)
  }

  #lease(which: number): boolean {
    const isolate = this.#isolates[which]
    const nowMs = this.#objectMs()
    this.#home.leasing.tick(nowMs)
    const lessee = { who: { plan: this.#plan, key: KEY }, epoch: 1, prices: {}, sha256: KEY.sha256 }
    const id = `lease_${(this.#ids += 1)}`
    const demand = { requests: 9, tokens: 9, nanoDollars: 0, overMs: 1 }
    const offer = this.#home.leasing.offer({ id, ...lessee }, demand, nowMs)
    this.#home.secure(nowMs)
    if (isolate === undefined || offer === undefined) return false
    this.#return(which)
    const lease: Lease = { ...offer, limits: { requests: { limit: 1, burst: 1, remaining: 0, resetMs: 0 } } }
    isolate.held = new HeldLease(lease, this.#nowMs)
    return true
  }

  #return(which: number): boolean {
    const isolate = this.#isolates[which]
    const returned = isolate?.held?.end()
    if (isolate === undefined || returned === undefined) return false
    isolate.held = undefined
    this.#send([], [returned])
    return true
  }

  /** `recovered`: by an object that was reset before it could. */
  #settle(which: number, changes: Partial<Settlement> = {}): boolean {
    const [running] = this.#running.splice(which, 1)
    if (running === undefined) return false
    this.#used += USED
    if (running.isReleased) this.#usedLate += USED
    this.#settled = running
    this.#send([this.#settlementOf(running, changes)], [])
    return true
  }

  /** The gateway could not reach the callee; the callee may be at it nevertheless, and settle. */
  #release(): boolean {
    const running = this.#running.find(({ isReleased }) => !isReleased)
    if (running === undefined) return false
    running.isReleased = true
    this.#home.releaseTwice(running, this.#objectMs())
    return true
  }

  /** As before, but the callee has settled. */
  #releaseLate(): boolean {
    if (this.#settled !== undefined) this.#home.releaseTwice(this.#settled, this.#objectMs())
    return this.#settled !== undefined
  }

  /** An object that was reset settles what may have been settled before. */
  #recover(): boolean {
    if (this.#settled === undefined) return false
    if (this.#hasForgotten) this.#settledTwice.add(this.#settled.id)
    this.#send([this.#settlementOf(this.#settled, { recovered: true })], [])
    return true
  }

  #settlementOf({ id, leased }: Running, changes: Partial<Settlement> = {}): Settlement {
    const part = leased === undefined ? {} : { leased }
    const used = { reservedTokens: RESERVED, promptTokens: USED, completionTokens: 0 }
    return settlementOf(id, { ...used, ...part, ...changes })
  }

  #send(settlements: readonly Settlement[], returned: readonly LeaseReturn[]): void {
    const name = { sender: 'isolate', sequence: (this.#batches += 1) }
    this.#last = { name, settlements, returned }
    this.#home.deliver(this.#last, this.#objectMs())
  }

  /** The reply to the last batch was lost. */
  #resend(): boolean {
    if (this.#last !== undefined) this.#home.deliver(this.#last, this.#objectMs())
    return this.#last !== undefined
  }

  /** Nobody hears of its lease again. */
  #loseIsolate(which: number): boolean {
    const isolate = this.#isolates[which]
    if (isolate?.held === undefined) return false
    isolate.held = undefined
    this.#crashes += 1
    return true
  }

  /** The object starts anew, on a host whose clock is so much ahead. */
  #crash(skewMs: number): boolean {
    this.#crashes += 1
    this.#hasForgotten = true
    this.#skewMs = skewMs
    this.#home = this.#start()
    return true
  }

  #flush(): boolean {
    this.#home.leasing.tick(this.#objectMs())
    this.#home.requests.flush(this.#objectMs())
    return this.#home.tenant.flush(this.#objectMs())
  }

  #revoke(): boolean {
    if (this.#put !== undefined) return false
    this.#home.requests.store()
    this.#put = { epoch: 2, isAcknowledged: false }
    return true
  }

  #admitted(id: string, leased: LeasePart | undefined): boolean {
    if (this.#put?.isAcknowledged === true) throw new Error('accepted after an acknowledged revocation')
    this.#running.push({ id, leased, isReleased: false })
    this.#admittedMs.push(this.#nowMs)
    return true
  }

  #check(): void {
    if (this.#put !== undefined && this.#home.leases.inUseUntilMs(this.#put.epoch) <= this.#objectMs()) {
      this.#put.isAcknowledged = true
    }
    checkRequests(this.#plan, this.#admittedMs, this.#skewMs)
    const { spent, open } = this.#home.tenant.book.committed(0, 1e6, this.#objectMs())
    const limit = this.#plan.tokens.perDay ?? 0
    if (spent + open > limit + this.#usedLate + this.#settledTwice.size * USED)
      throw new Error(`${spent + open} of ${limit} tokens are committed`)
    const running = this.#running.filter(({ isReleased }) => !isReleased).length * RESERVED
    const givable = this.#isolates.reduce((sum, { held }) => sum + this.#givable(held), 0)
    const truth = this.#used + running + givable
    if (spent + open < truth - this.#settledTwice.size * RESERVED)
      throw new Error(`${spent + open} tokens are committed, ${truth} are out`)
  }

  /** Tokens that a lease may still give out. */
  #givable(held: HeldLease | undefined): number {
    if (held === undefined || !held.isUsable(this.#nowMs)) return 0
    return (held.lease.permits - held.used) * RESERVED
  }
}

import { sleep } from '@bulkhead/calls/backoff'
import { remainingMs, within } from '@bulkhead/calls/deadline'
import type { Lease, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import { HeldLease } from '@bulkhead/spending/held-lease'
import { Settlements } from '@bulkhead/spending/settlements'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Caller } from '../identity/caller.ts'
import {
  ADMISSION_TIMEOUT_MS,
  LEASE_AWAITED_MS,
  LEASE_LATELY_MS,
  LEASE_REFUSED_MS,
  LEASE_RETURN_MS,
  MAX_LEASE_HOLDERS,
} from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import { Waiters } from './waiters.ts'

/** The lease of one secret of a key. */
interface Holder {
  readonly tenantId: TenantId
  held: HeldLease
  askAgainMs: number
}

/** The last lease that a caller was given. */
interface Given {
  readonly atMs: number
  readonly permits: number
  readonly tokens: number
}

/** The leases of this isolate. Nothing of them is shared, and each is given out synchronously. */
class Leases {
  readonly #settlements = new Settlements()
  readonly #holders = new Map<string, Holder>()
  /** For whom the home object is being asked for one, until when: whoever asks may be ended with its client. */
  readonly #asking = new Map<string, number>()
  /** Until one is refused. */
  readonly #given = new Map<string, Given>()
  readonly #waiters = new Waiters()

  of(caller: Caller): HeldLease | undefined {
    return this.#holders.get(nameOf(caller))?.held
  }

  /** Whether a lease should be asked for now; whoever is told so answers with {@link Leases.answered}. */
  mayAsk(caller: Caller, nowMs: number): boolean {
    const name = nameOf(caller)
    const holder = this.#holders.get(name)
    if (nowMs < Math.max(this.#asking.get(name) ?? 0, holder?.askAgainMs ?? 0)) return false
    if (this.#asking.size >= MAX_LEASE_HOLDERS) this.#asking.clear()
    this.#asking.set(name, nowMs + ADMISSION_TIMEOUT_MS)
    return true
  }

  /**
   * Whether one is on its way that may well serve another request of so many tokens: none waits that the last one could not
   * have held, and no more than that has served.
   */
  isComing(caller: Caller, tokens: number, nowMs: number): boolean {
    const name = nameOf(caller)
    if (nowMs >= (this.#asking.get(name) ?? 0)) return false
    const given = this.#given.get(name)
    if (given === undefined || nowMs - given.atMs >= LEASE_LATELY_MS) return false
    if (tokens > given.tokens) return false
    return this.#waiters.count(name) < given.permits
  }

  /** Waits for it, but not for long: it may not come, or be used up by then. */
  next(caller: Caller, deadline: number): Promise<void> {
    return this.#waiters.wait(nameOf(caller), Math.min(LEASE_AWAITED_MS, remainingMs(deadline)))
  }

  /** The answer to having asked, at `sentMs`. */
  answered(exchange: Exchange, caller: Caller, lease: Lease | undefined, sentMs: number): void {
    const name = nameOf(caller)
    this.#asking.delete(name)
    const holder = this.#holders.get(name)
    if (lease === undefined) {
      if (holder !== undefined) holder.askAgainMs = Date.now() + LEASE_REFUSED_MS
      this.#given.delete(name)
      this.#waiters.wake(name, Number.POSITIVE_INFINITY)
      return
    }
    if (holder !== undefined) this.#giveBack(exchange, caller.tenantId, holder.held.end())
    const held = new HeldLease(lease, sentMs)
    this.#holders.set(name, { tenantId: caller.tenantId, held, askAgainMs: 0 })
    if (this.#given.size >= MAX_LEASE_HOLDERS) this.#given.clear()
    this.#given.set(name, { atMs: sentMs, permits: lease.permits, tokens: lease.tokens })
    // Whoever finds the half of it gone asks for the next one, which the others wait for.
    this.#waiters.wake(name, lease.permits)
    exchange.ctx.waitUntil(this.#endInTime(exchange, name, held))
    if (this.#holders.size > MAX_LEASE_HOLDERS) this.#endOldest(exchange)
  }

  /** A lease that came too late to be used. */
  refuse(exchange: Exchange, tenantId: TenantId, lease: Lease): void {
    this.#giveBack(exchange, tenantId, new HeldLease(lease, 0).end())
  }

  /**
   * Ends the leases of a tenant, so that its home object knows everything that was used here. Waits no longer than
   * for admission: what does not arrive in time is tried in the background.
   */
  async endAll({ env, ctx, log }: Exchange, tenantId: TenantId): Promise<void> {
    const returned: LeaseReturn[] = []
    for (const [name, holder] of this.#holders) {
      if (holder.tenantId !== tenantId) continue
      this.#holders.delete(name)
      returned.push(...asList(holder.held.end()))
    }
    if (returned.length === 0) return
    const back = this.#settlements.giveBackNow(env.RATE_LIMIT, tenantId, returned, log)
    ctx.waitUntil(back)
    await within(ADMISSION_TIMEOUT_MS, back).catch(() => undefined)
  }

  /** Its time is over, or another one has taken its place. */
  async #endInTime(exchange: Exchange, name: string, held: HeldLease): Promise<void> {
    await sleep(Math.max(0, held.endsMs - Date.now()))
    const holder = this.#holders.get(name)
    if (holder === undefined) return
    if (holder.held === held) this.#holders.delete(name)
    this.#giveBack(exchange, holder.tenantId, held.end())
  }

  #endOldest(exchange: Exchange): void {
    const [oldest] = this.#holders
    if (oldest === undefined) return
    const [name, { tenantId, held }] = oldest
    this.#holders.delete(name)
    this.#giveBack(exchange, tenantId, held.end())
  }

  #giveBack({ env, ctx, log }: Exchange, tenantId: TenantId, returned: LeaseReturn | undefined): void {
    if (returned === undefined) return
    const run = {
      waitUntil: (work: Promise<unknown>) => ctx.waitUntil(work),
      log,
      ctx: { settleWithinMs: LEASE_RETURN_MS },
    }
    this.#settlements.giveBack(env.RATE_LIMIT, tenantId, returned, run)
  }
}

export const leases = new Leases()

function nameOf({ tenantId, credentials: { keyId, sha256 } }: Caller): string {
  return `${tenantId} ${keyId} ${sha256}`
}

function asList<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}

import type { Lease, LeaseAsk, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { RequestContext, Settler } from '@bulkhead/contracts/context'
import type { Usage } from '@bulkhead/contracts/http/usage'
import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type {
  Admission,
  Ask,
  BatchName,
  Enforced,
  Reservation,
  Settlement,
  Unread,
} from '@bulkhead/contracts/rate-limit'
import type { TenantChange } from '@bulkhead/contracts/record/tenant-record'
import type { UsageRowsAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import type { EveryMethodGuarded, Guarded, GuardedAlarm, ObjectStub } from '@bulkhead/worker/guarded'

import { erase } from './accounts/erase.ts'
import { sweepLedgers } from './accounts/sweep.ts'
import { admitAsker } from './admission/admit-asker.ts'
import { atHome, type AtHome } from './admission/at-home.ts'
import { leaseAgain } from './admission/lease-again.ts'
import { mostOfAsk, mostOfReservation } from './admission/most.ts'
import { lookAtSettled } from './alerts/look-at-settled.ts'
import { reportThresholds } from './alerts/report.ts'
import { leasesOver } from './leases/leases-over.ts'
import { ALARM_SPACING_MS, RESERVATION_TTL_MS, SWEEP_AGAIN_MS } from './limits.ts'
import { NextAlarm } from './next-alarm.ts'
import { flush, isStored, secure, sweepKeys } from './quiet/flush.ts'
import { WhenQuiet } from './quiet/when-quiet.ts'
import { requesterOf } from './record/requester-of.ts'
import { takeChange } from './record/take-change.ts'
import { UseReports } from './record/use-reports.ts'
import { RememberingObject } from './remembering-object.ts'
import { WHOLE_TENANT } from './requests/claim.ts'
import { releaseHeld } from './settling/release.ts'
import { settle } from './settling/settle.ts'
import { usageRowsPage } from './usage/usage-rows.ts'
import { usageOf } from './usage/usage.ts'

/** The object as its callers see it. */
export type LimiterObject = ObjectStub<RateLimiter>

/**
 * The home of one tenant: who may, whether and how much, decided in one step without an await from the copy
 * of the tenant's record, request limits and budgets. The same class, under another name, is a shard of a hot
 * tenant's request limit.
 */
export class RateLimiter extends RememberingObject implements EveryMethodGuarded<RateLimiter> {
  readonly #quiet = new WhenQuiet((quietMs) =>
    this.ctx.waitUntil(this.inBackground('flush', () => this.step(() => this.#flush(quietMs)))),
  )
  readonly #alarm = new NextAlarm(this.ctx)
  readonly #uses = new UseReports({
    control: this.env.CONTROL,
    log: this.log,
    alarm: this.#alarm,
    later: (report) => this.ctx.waitUntil(Promise.resolve().then(report)),
    memory: () => this.memory,
  })

  admit(ctx: RequestContext, ask: Ask): Guarded<AtHome<Admission | Unread>> {
    return this.decideKnowing('admit', ctx, () => this.#admit(ctx, ask, Date.now()))
  }

  /** Undoes one {@link admit} whose request the shards refused. */
  withdraw(ctx: RequestContext, ask: Ask): Guarded<null> {
    return this.decide('withdraw', ctx, () => {
      const who = requesterOf(this.memory.copy, ctx)
      if (who !== undefined) {
        this.memory.admissions.withdraw(ctx, mostOfAsk(ask, undefined, Date.now()).tokens, who, Date.now())
      }
      return this.#changed(accept(null))
    })
  }

  /** One request of a shard's share of the limit. */
  pass(ctx: RequestContext, share: RequestLimit): Guarded<Limits['requests']> {
    return this.decide('pass', ctx, () => this.#changed(this.memory.admissions.pass(share, Date.now())))
  }

  /** What is left of a shard's share; consumes nothing. */
  standing(ctx: RequestContext, share: RequestLimit): Guarded<Limits['requests']> {
    return this.decide('standing', ctx, () =>
      accept(this.memory.requests.standing([{ subject: WHOLE_TENANT, limit: share }], Date.now())),
    )
  }

  reserve(ctx: RequestContext, reservation: Reservation): Guarded<Reservation> {
    return this.decideKnowing('reserve', ctx, () => {
      const who = requesterOf(this.memory.copy, ctx)
      if (who === undefined) return refuse(new BulkheadError('admission_unavailable'))
      const nowMs = Date.now()
      const { admissions, copy } = this.memory
      const most = mostOfReservation(reservation, copy.tenant, nowMs)
      const asked = { reservationId: reservation.reservationId, most }
      return this.#changed(admissions.reserve(ctx, asked, who, nowMs))
    })
  }

  release(ctx: RequestContext, reservation: Reservation): Guarded<null> {
    return this.decide('release', ctx, () => {
      releaseHeld(this.memory, ctx, reservation, Date.now())
      this.#uses.noteEnded(ctx.tenantId, Date.now())
      return this.#changed(accept(null))
    })
  }

  /** Another lease for a key that is proven anew. */
  lease(ctx: RequestContext, ask: LeaseAsk): Guarded<{ readonly lease?: Lease }> {
    return this.decideKnowing('lease', ctx, () => {
      const nowMs = Date.now()
      const outcome = this.#changed(leaseAgain(this.memory, ctx, ask, nowMs))
      if (outcome.ok) this.#uses.note(ask.credentials.keyId, nowMs)
      return outcome
    })
  }

  settleMany(
    caller: Settler,
    settlements: readonly Settlement[],
    name?: BatchName,
    returned?: readonly LeaseReturn[],
  ): Guarded<null> {
    return this.decide('settleMany', caller, () => {
      const { accounts, copy, leasing } = this.memory
      const nowMs = Date.now()
      leasing.tick(nowMs)
      const log = this.log.with({ tenantId: caller.tenantId })
      const settling = { leasing, prices: copy.tenant?.prices ?? {}, log, nowMs }
      settle(accounts, { settlements, name, returned: returned ?? [] }, settling)
      lookAtSettled(this.memory, caller.tenantId, settlements)
      this.#uses.noteEnded(caller.tenantId, nowMs)
      return this.#changed(accept(null))
    })
  }

  usage(ctx: RequestContext): Guarded<AtHome<Usage>> {
    return this.decideKnowing('usage', ctx, () => {
      const who = requesterOf(this.memory.copy, ctx)
      if (who === undefined) return refuse(new BulkheadError('admission_unavailable'))
      const nowMs = Date.now()
      const { accounts, admissions } = this.memory
      const requests = admissions.requestStanding(ctx, who, nowMs)
      return accept(atHome(usageOf(accounts, { who, requests, nowMs }), who))
    })
  }

  usageRows(ctx: RequestContext, ask: UsageRowsAsk): Guarded<UsageRowsPage> {
    return this.decide('usageRows', ctx, () => accept(usageRowsPage(this.memory.accounts.usage, ask)))
  }

  /**
   * A new copy of the record, or a change of the one that is here: whatever comes after it is decided by it. Answers
   * once every lease that was given under an older one is over.
   */
  put(caller: RequestContext, change: TenantChange): Guarded<Enforced | { readonly stale: true }> {
    return this.decided<Enforced | { readonly stale: true }>('put', caller, async () => {
      const epoch = this.step(() => takeChange(this.memory, change))
      if (epoch === undefined) return accept({ stale: true })
      await leasesOver(() => this.memory.leases.inUseUntilMs(epoch))
      return accept({ epoch, enforcedAt: new Date().toISOString() })
    })
  }

  /**
   * Forgets the tenant's data; see {@link Ledger.erase} for what is kept. The record is no data of the
   * tenant's. Shards hold no data but a level.
   */
  erase(ctx: RequestContext): Guarded<{ readonly rows: number }> {
    return this.decided('erase', ctx, () =>
      this.wholeStep(() => this.#changed(accept({ rows: erase(this.memory, Date.now()) }))),
    )
  }

  /** Being called is enough: the constructor has loaded everything. */
  warm(ctx: RequestContext): Guarded<AtHome<null>> {
    return this.decideKnowing('warm', ctx, () => accept(atHome(null, requesterOf(this.memory.copy, ctx))))
  }

  /** Expires what is overdue, forgets what is old and sends what control has not heard. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async (tenantId) => {
      const nowMs = Date.now()
      this.#alarm.fired()
      this.#uses.lookAgain(nowMs)
      this.wholeStep(() => this.#sweep(tenantId, nowMs))
      await Promise.all([this.#reportThresholds(), this.#uses.report(tenantId, nowMs)])
    })
  }

  #admit(ctx: RequestContext, ask: Ask, nowMs: number): Outcome<AtHome<Admission | Unread>> {
    const { outcome, key } = admitAsker(this.memory, ctx, ask, nowMs)
    if (key === undefined) return outcome
    if (this.memory.requests.crowded) sweepKeys(this.memory, nowMs)
    this.#changed(null)
    if (!outcome.ok) return outcome
    if (isFollowed(outcome.value.answer)) this.#uses.note(key.keyId, nowMs)
    else this.#uses.noteAlone(ctx.tenantId, key.keyId, nowMs)
    return outcome
  }

  async #reportThresholds(): Promise<void> {
    if (this.memory.thresholds.hasUnsent) this.#alarm.noLaterThan(Date.now() + ALARM_SPACING_MS)
    const sent = await reportThresholds(this.env.CONTROL, this.memory.thresholds)
    if (sent.length === 0) return
    this.step(() => this.memory.thresholds.markSent(sent))
    if (this.memory.thresholds.hasUnsent) this.#wake(Date.now())
  }

  #sweep(tenantId: TenantId, nowMs: number): void {
    const { accounts, leases, thresholds } = this.memory
    const { count, tokens, isDone } = sweepLedgers(accounts, nowMs)
    if (count > 0) this.log.warn('reservations expired unsettled', { tenantId, count, tokens })
    sweepKeys(this.memory, nowMs)
    thresholds.prune(nowMs)
    leases.sweep(nowMs)
    // A busy tenant leaves more rows than one sweep takes: they must not come faster than they go.
    this.#wake(nowMs + (isDone ? ALARM_SPACING_MS : SWEEP_AGAIN_MS))
  }

  /** After every step that may have changed something: sets the alarm, and writes what is not stored once it gets quiet. */
  #changed<T>(result: T): T {
    // What is held from now on expires no sooner than that, so an alarm before it needs no change.
    if (this.#alarm.atMs > Date.now() + RESERVATION_TTL_MS) this.#wake(0)
    if (this.memory.thresholds.takeNews()) this.#alarm.noLaterThan(Date.now())
    secure(this.memory, Date.now())
    if (this.#quiet.isWaiting || !isStored(this.memory, Date.now())) this.#quiet.disturb()
    return result
  }

  #wake(notBeforeMs: number): void {
    const due = this.memory.accounts.all().map((ledger) => ledger.nextDueMs())
    this.#alarm.noLaterThan(Math.max(Math.min(...due), notBeforeMs))
  }

  #flush(quietMs: number): void {
    const isDone = flush(this.memory, { quietMs, nowMs: Date.now() })
    if (!isDone) this.#quiet.again()
  }
}

/** Whether an end or another admission comes after it. */
function isFollowed(answer: Admission | Unread): boolean {
  return answer.stale === true || answer.reservedTokens > 0
}

import type { Caller, RequestContext } from '@bulkhead/contracts/context'
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
import type { Standing } from '@bulkhead/contracts/record/standing'
import type { TenantChange } from '@bulkhead/contracts/record/tenant-record'
import type { UsageRowsAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import type { EveryMethodGuarded, Guarded, GuardedAlarm, ObjectStub } from '@bulkhead/worker/guarded'

import { settle } from './accounts/settle.ts'
import { sweepLedgers } from './accounts/sweep.ts'
import type { Requester } from './admission/admissions.ts'
import { admitAsker } from './admission/admit-asker.ts'
import { atHome, type AtHome } from './admission/at-home.ts'
import { mostOfAsk, mostOfReservation } from './admission/most.ts'
import { lookAtSettled } from './alerts/look-at-settled.ts'
import { reportThresholds, reportUses } from './alerts/report.ts'
import { flush, secure } from './flush.ts'
import { ALARM_SPACING_MS, RESERVATION_TTL_MS, SWEEP_AGAIN_MS, USES_EVERY_MS } from './limits.ts'
import { NextAlarm } from './next-alarm.ts'
import { keyLimitOf } from './plan.ts'
import { LastUses } from './record/last-uses.ts'
import { RememberingObject } from './remembering-object.ts'
import { WHOLE_TENANT } from './requests/request-limits.ts'
import { isTokenCount } from './tokens/budget.ts'
import { Standings } from './usage/standing.ts'
import { usageRowsPage } from './usage/usage-rows.ts'
import { usageOf } from './usage/usage.ts'
import { WhenQuiet } from './when-quiet.ts'

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
  readonly #uses = new LastUses()
  readonly #standings = new Standings()
  readonly #alarm = new NextAlarm(this.ctx)

  admit(ctx: RequestContext, ask: Ask): Guarded<AtHome<Admission | Unread>> {
    return this.decideKnowing('admit', ctx, () => this.#admit(ctx, ask, Date.now()))
  }

  /** Undoes one {@link admit} whose request the shards refused. */
  withdraw(ctx: RequestContext, ask: Ask): Guarded<null> {
    return this.decide('withdraw', ctx, () => {
      const who = this.#requester(ctx)
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
      const who = this.#requester(ctx)
      if (who === undefined) return refuse(new BulkheadError('admission_unavailable'))
      const nowMs = Date.now()
      const { admissions, copy } = this.memory
      const most = mostOfReservation(reservation, copy.tenant, nowMs)
      const asked = { reservationId: reservation.reservationId, most }
      return this.#changed(admissions.reserve(ctx, asked, who, nowMs))
    })
  }

  release(ctx: RequestContext, { reservationId, tokens }: Reservation): Guarded<null> {
    return this.decide('release', ctx, () => {
      this.memory.accounts.release(reservationId, isTokenCount(tokens) ? tokens : 0, ctx.keyId, Date.now())
      return this.#changed(accept(null))
    })
  }

  settleMany(caller: Caller, settlements: readonly Settlement[], name?: BatchName): Guarded<null> {
    return this.decide('settleMany', caller, () => {
      const { accounts, copy } = this.memory
      const log = this.log.with({ tenantId: caller.tenantId })
      settle(accounts, { settlements, name }, { prices: copy.tenant?.prices ?? {}, log, nowMs: Date.now() })
      lookAtSettled(this.memory, caller.tenantId, settlements)
      if (this.#uses.noteSettled()) this.#alarm.noLaterThan(Date.now() + USES_EVERY_MS)
      return this.#changed(accept(null))
    })
  }

  usage(ctx: RequestContext): Guarded<AtHome<Usage>> {
    return this.decideKnowing('usage', ctx, () => {
      const who = this.#requester(ctx)
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

  /** A new copy of the record, or a change of the one that is here: whatever comes after it is decided by it. */
  put(caller: RequestContext, change: TenantChange): Guarded<Enforced | { readonly stale: true }> {
    return this.decide<Enforced | { readonly stale: true }>('put', caller, () => {
      const { copy, requests } = this.memory
      // A new rate applies from now on, so the meters are stored as they are.
      requests.store()
      const taken = copy.take(change)
      if (taken === 'stale') return accept({ stale: true })
      return accept({ epoch: copy.epoch ?? change.epoch, enforcedAt: new Date().toISOString() })
    })
  }

  /**
   * Forgets the tenant's data; see {@link Ledger.erase} for what is kept. The record is no data of the
   * tenant's. Shards hold no data but a level.
   */
  erase(ctx: RequestContext): Guarded<{ readonly rows: number }> {
    return this.decide('erase', ctx, () => {
      const nowMs = Date.now()
      const swept = this.memory.requests.sweep(() => undefined, nowMs)
      const rows = this.memory.accounts.all().reduce((sum, ledger) => sum + ledger.erase(nowMs), swept)
      return accept({ rows })
    })
  }

  /** Being called is enough: the constructor has loaded everything. */
  warm(ctx: RequestContext): Guarded<AtHome<null>> {
    return this.decideKnowing('warm', ctx, () => accept(atHome(null, this.#requester(ctx))))
  }

  /** Expires what is overdue, forgets what is old and sends what control has not heard. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async (tenantId) => {
      this.step(() => this.#sweep(tenantId, Date.now()))
      await Promise.all([
        this.#reportThresholds(),
        reportUses(this.env.CONTROL, this.#uses, {
          tenantId,
          log: this.log,
          standing: () => this.#standing(),
        }),
      ])
    })
  }

  #admit(ctx: RequestContext, ask: Ask, nowMs: number): Outcome<AtHome<Admission | Unread>> {
    const { outcome, key } = admitAsker(this.memory, ctx, ask, nowMs)
    if (key === undefined) return outcome
    if (this.memory.requests.crowded) this.#sweepKeys(nowMs)
    this.#changed(null)
    if (outcome.ok && this.#uses.note(key.keyId, nowMs)) this.#alarm.noLaterThan(nowMs + USES_EVERY_MS)
    return outcome
  }

  /** Whom a call is for, by the key that its context names: one that is gone has no limits of its own. */
  #requester({ keyId }: RequestContext): Requester | undefined {
    const { copy } = this.memory
    const { tenant } = copy
    return tenant === undefined ? undefined : { plan: tenant.plan, key: copy.key(keyId) }
  }

  #standing(): Standing | undefined {
    const { accounts, copy } = this.memory
    return copy.tenant && this.#standings.now(accounts, copy.tenant.plan, Date.now())
  }

  async #reportThresholds(): Promise<void> {
    const sent = await reportThresholds(this.env.CONTROL, this.memory.thresholds)
    if (sent.length === 0) return
    this.step(() => this.memory.thresholds.markSent(sent))
    if (this.memory.thresholds.hasUnsent) this.#wake(Date.now())
  }

  #sweep(tenantId: TenantId, nowMs: number): void {
    this.#alarm.fired()
    const { accounts, thresholds } = this.memory
    const { count, tokens, isDone } = sweepLedgers(accounts, nowMs)
    if (count > 0) this.log.warn('reservations expired unsettled', { tenantId, count, tokens })
    this.#sweepKeys(nowMs)
    thresholds.prune(nowMs)
    // A busy tenant leaves more rows than one sweep takes: they must not come faster than they go.
    this.#wake(nowMs + (isDone ? ALARM_SPACING_MS : SWEEP_AGAIN_MS))
  }

  #sweepKeys(nowMs: number): void {
    const { copy, requests } = this.memory
    const plan = copy.tenant?.plan
    requests.sweep((keyId) => (plan === undefined ? undefined : keyLimitOf(plan, copy.key(keyId))), nowMs)
  }

  /**
   * After every step that may have changed something: the alarm is set, and memory is written once it gets
   * quiet.
   */
  #changed<T>(result: T): T {
    // What is held from now on expires no sooner than that, so an alarm before it needs no change.
    if (this.#alarm.atMs > Date.now() + RESERVATION_TTL_MS) this.#wake(0)
    if (this.memory.thresholds.takeNews()) this.#alarm.noLaterThan(Date.now())
    secure(this.memory, Date.now())
    this.#quiet.disturb()
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

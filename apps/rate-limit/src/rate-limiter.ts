import type { Caller, RequestContext } from '@bulkhead/contracts/context'
import type { Usage } from '@bulkhead/contracts/http/usage'
import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { Admission, Ask, Plan, Reservation, Settlement } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import type { EveryMethodGuarded, Guarded, GuardedAlarm, ObjectStub } from '@bulkhead/worker/guarded'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type { RateLimitEnv } from './env.ts'
import { KnownPlan } from './known-plan.ts'
import { ALARM_SPACING_MS, RESERVATION_TTL_MS, SWEEP_AGAIN_MS, SWEEP_ROWS } from './limits.ts'
import { remember, type Memory } from './memory.ts'
import { MIGRATIONS } from './migrations.ts'
import { WHOLE_TENANT } from './requests/request-limits.ts'
import { settle } from './settle.ts'
import { isTokenCount } from './tokens/budget.ts'
import { usageOf } from './tokens/usage.ts'
import { WhenQuiet } from './when-quiet.ts'

/** The object as its callers see it. */
export type LimiterObject = ObjectStub<RateLimiter>

/**
 * Admission of one tenant: request limits and token budget, decided in one step without an await. The same
 * class, under another name, is a shard of a hot tenant's request limit. Writes of one step are committed
 * together. After a step that throws, memory starts over from what is stored, as after a crash.
 */
export class RateLimiter extends TenantObject<RateLimitEnv> implements EveryMethodGuarded<RateLimiter> {
  readonly #plan: KnownPlan
  readonly #quiet = new WhenQuiet(() =>
    this.ctx.waitUntil(this.inBackground('flush', () => this.#step(() => this.#flush()))),
  )
  #memory: Memory
  #alarmAtMs = Number.POSITIVE_INFINITY

  constructor(ctx: DurableObjectState, env: RateLimitEnv) {
    super(ctx, env, {
      className: 'RateLimiter',
      source: 'rate-limit/rate-limiter',
      migrations: MIGRATIONS,
    })
    this.#memory = remember(ctx.storage)
    this.#plan = new KnownPlan(ctx.storage.kv)
  }

  admit(ctx: RequestContext, ask: Ask): Guarded<Admission> {
    return this.#decide('admit', ctx, () => {
      this.#learn(ask.plan)
      return this.#changed(this.#memory.admissions.admit(ctx, ask, Date.now()))
    })
  }

  /** Undoes one {@link admit} whose request the shards refused. */
  withdraw(ctx: RequestContext, ask: Ask): Guarded<null> {
    return this.#decide('withdraw', ctx, () => {
      this.#memory.admissions.withdraw(ctx, ask, Date.now())
      return this.#changed(accept(null))
    })
  }

  /** One request of a shard's share of the limit. */
  pass(ctx: RequestContext, share: RequestLimit): Guarded<Limits['requests']> {
    return this.#decide('pass', ctx, () => this.#changed(this.#memory.admissions.pass(share, Date.now())))
  }

  /** What is left of a shard's share; consumes nothing. */
  standing(ctx: RequestContext, share: RequestLimit): Guarded<Limits['requests']> {
    return this.#decide('standing', ctx, () =>
      accept(this.#memory.requests.standing([{ subject: WHOLE_TENANT, limit: share }], Date.now())),
    )
  }

  reserve(ctx: RequestContext, reservation: Reservation): Guarded<Reservation> {
    return this.#decide('reserve', ctx, () => {
      const plan = this.#plan.known
      if (plan === undefined) return refuse(new BulkheadError('admission_unavailable'))
      return this.#changed(this.#memory.admissions.reserve(reservation, plan, Date.now()))
    })
  }

  release(ctx: RequestContext, { reservationId, tokens }: Reservation): Guarded<null> {
    return this.#decide('release', ctx, () => {
      this.#memory.ledger.release(reservationId, isTokenCount(tokens) ? tokens : 0, Date.now())
      return this.#changed(accept(null))
    })
  }

  settleMany(caller: Caller, settlements: readonly Settlement[]): Guarded<null> {
    return this.#decide('settleMany', caller, () => {
      settle(this.#memory.ledger, settlements, this.log.with({ tenantId: caller.tenantId }))
      return this.#changed(accept(null))
    })
  }

  usage(ctx: RequestContext, plan: Plan): Guarded<Usage> {
    return this.#decide('usage', ctx, () => {
      const nowMs = Date.now()
      const requests = this.#memory.admissions.requestStanding(ctx, plan, nowMs)
      const rowsFrom = (day: number) => this.#memory.usage.usageFrom(day)
      return accept(usageOf(this.#memory.ledger, rowsFrom, { plan, requests, nowMs }))
    })
  }

  /**
   * Forgets the tenant's data; see {@link Ledger.erase} for what is kept. Shards hold no data but a level.
   */
  erase(ctx: RequestContext): Guarded<{ readonly rows: number }> {
    return this.#decide('erase', ctx, () => {
      const nowMs = Date.now()
      const rows = this.#memory.ledger.erase(nowMs) + this.#memory.requests.sweep(undefined, nowMs)
      return accept({ rows: rows + (this.#plan.forget() ? 1 : 0) })
    })
  }

  /** Being called is enough: the constructor has loaded everything. */
  warm(ctx: RequestContext): Guarded<null> {
    return this.#decide('warm', ctx, () => accept(null))
  }

  /** Expires what is overdue and forgets what is old. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm((tenantId) => this.#step(() => this.#sweep(tenantId, Date.now())))
  }

  #sweep(tenantId: TenantId, nowMs: number): void {
    this.#alarmAtMs = Number.POSITIVE_INFINITY
    const { count, tokens } = this.#memory.ledger.expire(nowMs)
    if (count > 0) this.log.warn('reservations expired unsettled', { tenantId, count, tokens })
    const isDone = this.#memory.ledger.prune(nowMs) && count < SWEEP_ROWS
    this.#memory.requests.sweep(this.#plan.known?.perKey, nowMs)
    // A busy tenant leaves more rows than one sweep takes: they must not come faster than they go.
    this.#wake(nowMs + (isDone ? ALARM_SPACING_MS : SWEEP_AGAIN_MS))
  }

  /**
   * Remembers the plan for work without a gateway. A new rate applies from now on, so the meters are stored
   * as they are.
   */
  #learn(plan: Plan): void {
    if (this.#plan.isKnown(plan)) return
    this.#memory.requests.flush()
    this.#plan.learn(plan)
  }

  /**
   * After every step that may have changed something: the alarm is set, and memory is written once it gets
   * quiet.
   */
  #changed<T>(result: T): T {
    // What is held from now on expires no sooner than that, so an alarm before it needs no change.
    if (this.#alarmAtMs > Date.now() + RESERVATION_TTL_MS) this.#wake(0)
    this.#quiet.disturb()
    return result
  }

  #wake(notBeforeMs: number): void {
    const dueMs = Math.max(this.#memory.ledger.nextDueMs(), notBeforeMs)
    if (dueMs >= this.#alarmAtMs) return
    this.#alarmAtMs = dueMs
    this.ctx.waitUntil(this.ctx.storage.setAlarm(dueMs))
  }

  #flush(): void {
    this.#memory.requests.flush()
    if (!this.#memory.ledger.flush(Date.now())) this.#quiet.again()
  }

  #decide<T>(method: string, caller: Caller, decide: () => Outcome<T>): Guarded<T> {
    return this.decided(method, caller, () => this.#step(decide))
  }

  /** After a step that throws, memory may be ahead of storage, and must not stay so. */
  #step<T>(step: () => T): T {
    try {
      return step()
    } catch (thrown) {
      this.#startOver()
      throw thrown
    }
  }

  #startOver(): void {
    try {
      this.#memory = remember(this.ctx.storage)
    } catch {
      this.ctx.abort('storage cannot be read')
    }
  }
}

import { traceIdOf, type RequestContext } from '@bulkhead/contracts/context'
import type { Usage } from '@bulkhead/contracts/http/usage'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type {
  Admission,
  Ask,
  Limits,
  Plan,
  RequestLimit,
  Reservation,
  Settlement,
} from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { boundary } from '@bulkhead/worker/boundary'
import { migrate } from '@bulkhead/worker/migrate'
import { DurableObject } from 'cloudflare:workers'

import { Admissions } from './admissions.ts'
import type { RateLimitEnv } from './env.ts'
import { ALARM_SPACING_MS, QUIET_MS, RESERVATION_TTL_MS, SWEEP_AGAIN_MS, SWEEP_ROWS } from './limits.ts'
import { MIGRATIONS } from './migrations.ts'
import { assertOwner, lastingName, ownerOf } from './object-names.ts'
import { MeterStore } from './requests/meter-store.ts'
import { RequestLimits, WHOLE_TENANT } from './requests/request-limits.ts'
import { isTokenCount } from './tokens/budget.ts'
import { LedgerStore } from './tokens/ledger-store.ts'
import { Ledger } from './tokens/ledger.ts'
import { usageOf } from './tokens/usage.ts'

/** The object as its callers see it. A stub's own type splits every Outcome into one promise per case. */
export type LimiterObject = Pick<
  RateLimiter,
  | 'admit'
  | 'withdraw'
  | 'pass'
  | 'standing'
  | 'reserve'
  | 'release'
  | 'settleMany'
  | 'usage'
  | 'erase'
  | 'warm'
>

/** Who calls, for the log and for the check that it is this object's tenant. */
type Caller = Pick<RequestContext, 'tenantId'> & {
  readonly requestId?: string
  readonly traceparent?: string
}

interface Memory {
  readonly usage: LedgerStore
  readonly ledger: Ledger
  readonly requests: RequestLimits
  readonly admissions: Admissions
}

/** Everything in memory, as a new object starts: from what is stored. */
function remember(storage: DurableObjectStorage): Memory {
  const usage = new LedgerStore(storage)
  const ledger = new Ledger(usage, Date.now())
  const requests = new RequestLimits(new MeterStore(storage))
  return { usage, ledger, requests, admissions: new Admissions(ledger, requests) }
}

/**
 * Admission of one tenant: request limits and token budget, decided in one step without an await. The same class, under another name, is a shard of
 * a hot tenant's request limit. Writes of one step are committed together. After a step that throws, memory starts over from what is stored, as after a crash.
 */
export class RateLimiter extends DurableObject<RateLimitEnv> {
  readonly #log: Log
  readonly #name: string | undefined
  #memory: Memory
  #plan: Plan | undefined
  #alarmAtMs = Number.POSITIVE_INFINITY
  #isQuiet = true
  #flushing = false

  constructor(ctx: DurableObjectState, env: RateLimitEnv) {
    super(ctx, env)
    this.#log = new Log('rate-limit/rate-limiter', env.LOG_LEVEL)
    migrate(ctx.storage, MIGRATIONS, this.#log)
    this.#name = lastingName(ctx.id.name, ctx.storage.kv)
    this.#memory = remember(ctx.storage)
    this.#plan = ctx.storage.kv.get<Plan>('plan')
  }

  admit(ctx: RequestContext, ask: Ask): Promise<Outcome<Admission>> {
    return this.#run('admit', ctx, () => {
      this.#learn(ask.plan)
      return this.#changed(this.#memory.admissions.admit(ctx, ask, Date.now()))
    })
  }

  /** Undoes one {@link admit} whose request the shards refused. */
  withdraw(ctx: RequestContext, ask: Ask): Promise<void> {
    return this.#run('withdraw', ctx, () => {
      this.#memory.admissions.withdraw(ctx, ask, Date.now())
      this.#changed(null)
    })
  }

  /** One request of a shard's share of the limit. */
  pass(ctx: RequestContext, share: RequestLimit): Promise<Outcome<Limits['requests']>> {
    return this.#run('pass', ctx, () => this.#changed(this.#memory.admissions.pass(share, Date.now())))
  }

  /** Where a shard's share stands; consumes nothing. */
  standing(ctx: RequestContext, share: RequestLimit): Promise<Limits['requests']> {
    return this.#run('standing', ctx, () =>
      this.#memory.requests.standing([{ subject: WHOLE_TENANT, limit: share }], Date.now()),
    )
  }

  reserve(ctx: RequestContext, reservation: Reservation): Promise<Outcome<Reservation>> {
    return this.#run('reserve', ctx, () => {
      if (this.#plan === undefined) return refuse(new BulkheadError('admission_unavailable'))
      return this.#changed(this.#memory.admissions.reserve(reservation, this.#plan, Date.now()))
    })
  }

  release(ctx: RequestContext, { reservationId, tokens }: Reservation): Promise<Outcome<null>> {
    return this.#run('release', ctx, () => {
      this.#memory.ledger.release(reservationId, isTokenCount(tokens) ? tokens : 0, Date.now())
      return this.#changed(accept(null))
    })
  }

  settleMany(caller: Caller, settlements: readonly Settlement[]): Promise<Outcome<null>> {
    return this.#run('settleMany', caller, () => {
      const sound = settlements.filter(isSound)
      const { excesses } = this.#memory.ledger.settle(sound, Date.now())
      const at = { tenantId: caller.tenantId, requestId: caller.requestId }
      if (sound.length < settlements.length) {
        this.#log.error('settlement is not countable', { ...at, count: settlements.length - sound.length })
      }
      for (const { requestId, tokens } of excesses) {
        this.#log.warn('more tokens used than reserved', { tenantId: caller.tenantId, requestId, tokens })
      }
      return this.#changed(accept(null))
    })
  }

  usage(ctx: RequestContext, plan: Plan): Promise<Outcome<Usage>> {
    return this.#run('usage', ctx, () => {
      const nowMs = Date.now()
      const requests = this.#memory.admissions.requestStanding(ctx, plan, nowMs)
      const rowsFrom = (day: number) => this.#memory.usage.usageFrom(day)
      return accept(usageOf(this.#memory.ledger, rowsFrom, { plan, requests, nowMs }))
    })
  }

  /** Forgets the tenant's data; see {@link Ledger.erase} for what stays. Shards hold no data but a level. */
  erase(ctx: RequestContext): Promise<{ readonly rows: number }> {
    return this.#run('erase', ctx, () => {
      const nowMs = Date.now()
      const rows = this.#memory.ledger.erase(nowMs) + this.#memory.requests.sweep(undefined, nowMs)
      const hadPlan = this.ctx.storage.kv.delete('plan') ? 1 : 0
      this.#plan = undefined
      return { rows: rows + hadPlan }
    })
  }

  /** To be called is all it takes: the constructor has loaded everything. */
  warm(ctx: RequestContext): Promise<void> {
    return this.#run('warm', ctx, () => undefined)
  }

  /** Expires what is overdue and forgets what is old. Safe to run twice: alarms are delivered at least once. */
  override alarm(): Promise<void> {
    const tenantId = ownerOf(this.#name)
    return this.#run('alarm', { tenantId }, () => {
      const nowMs = Date.now()
      this.#alarmAtMs = Number.POSITIVE_INFINITY
      const { count, tokens } = this.#memory.ledger.expire(nowMs)
      if (count > 0) this.#log.warn('reservations expired unsettled', { tenantId, count, tokens })
      const isDone = this.#memory.ledger.prune(nowMs) && count < SWEEP_ROWS
      this.#memory.requests.sweep(this.#plan?.perKey, nowMs)
      // A busy tenant leaves more than one sweep takes: rows must not come faster than they go.
      this.#wake(nowMs + (isDone ? ALARM_SPACING_MS : SWEEP_AGAIN_MS))
    })
  }

  /** Remembers the plan for work without a gateway. A new rate applies from now on, so the meters are stored as they stand. */
  #learn(plan: Plan): void {
    if (this.#plan !== undefined && isSame(plan, this.#plan)) return
    this.#memory.requests.flush()
    this.ctx.storage.kv.put('plan', plan)
    this.#plan = plan
  }

  /** After every step that may have changed something: the alarm stands, and memory is written once it gets quiet. */
  #changed<T>(result: T): T {
    // What is held from now on expires no sooner than that, so an alarm before it needs no change.
    if (this.#alarmAtMs > Date.now() + RESERVATION_TTL_MS) this.#wake(0)
    this.#isQuiet = false
    if (!this.#flushing) this.#flushWhenQuiet()
    return result
  }

  #wake(notBeforeMs: number): void {
    const dueMs = Math.max(this.#memory.ledger.nextDueMs(), notBeforeMs)
    if (dueMs >= this.#alarmAtMs) return
    this.#alarmAtMs = dueMs
    this.ctx.waitUntil(this.ctx.storage.setAlarm(dueMs))
  }

  /** Looks once per interval whether anything happened in it; a timer per request would cost more than the request. */
  #flushWhenQuiet(): void {
    this.#flushing = true
    setTimeout(() => {
      if (!this.#isQuiet) {
        this.#isQuiet = true
        return this.#flushWhenQuiet()
      }
      this.#flushing = false
      this.ctx.waitUntil(this.#flush())
    }, QUIET_MS)
  }

  #flush(): Promise<void> {
    return this.#run('flush', { tenantId: ownerOf(this.#name) }, () => {
      this.#memory.requests.flush()
      const isWhole = this.#memory.ledger.flush(Date.now())
      if (!isWhole && !this.#flushing) this.#flushWhenQuiet()
    })
  }

  async #run<T>(method: string, { tenantId, requestId, traceparent }: Caller, step: () => T): Promise<T> {
    assertOwner(this.#name, tenantId)
    const objectId = this.ctx.id.toString()
    const storageBytes = () => this.ctx.storage.sql.databaseSize
    const traceId = traceparent === undefined ? undefined : traceIdOf(traceparent)
    const call = { className: 'RateLimiter', objectId, method, tenantId, requestId, traceId, storageBytes }
    try {
      return await boundary(this.#log, call, step)
    } catch (thrown) {
      this.#startOver()
      throw thrown
    }
  }

  /** Memory may be ahead of storage, and must not stay so. */
  #startOver(): void {
    try {
      this.#memory = remember(this.ctx.storage)
    } catch {
      this.ctx.abort('storage cannot be read')
    }
  }
}

function isSound({ reservedTokens, promptTokens, completionTokens, embedded }: Settlement): boolean {
  return [reservedTokens, promptTokens, completionTokens, embedded?.tokens ?? 0].every(isTokenCount)
}

function isSame(a: Plan, b: Plan): boolean {
  return (
    a.requestsPerMinute === b.requestsPerMinute &&
    a.burst === b.burst &&
    a.shards === b.shards &&
    a.tokensPerDay === b.tokensPerDay &&
    a.tokensPerMonth === b.tokensPerMonth &&
    a.perKey?.requestsPerMinute === b.perKey?.requestsPerMinute &&
    a.perKey?.burst === b.perKey?.burst
  )
}

import { call } from '@bulkhead/calls/call'
import type { Lease, LeaseAsk, LeaseReturn } from '@bulkhead/contracts/admission/lease'
import { logFieldsOf, type RequestContext, type Settler } from '@bulkhead/contracts/context'
import type { Usage } from '@bulkhead/contracts/http/usage'
import { createId } from '@bulkhead/contracts/ids'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type {
  Admission,
  Ask,
  BatchName,
  Enforced,
  RateLimitService,
  Reservation,
  Settlement,
  Unread,
} from '@bulkhead/contracts/rate-limit'
import type { TenantChange } from '@bulkhead/contracts/record/tenant-record'
import type { TenantUsageAsk, UsageRowsAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'
import type { Warmed, WarmAsk } from '@bulkhead/contracts/warm-all'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log, type LogFields } from '@bulkhead/logging/log'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { objectIn } from '@bulkhead/worker/object-in'
import { passedOn } from '@bulkhead/worker/passed-on'
import { answerPing } from '@bulkhead/worker/ping'
import { rpcMethod } from '@bulkhead/worker/rpc-method'
import { warmEach } from '@bulkhead/worker/warm'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { RateLimitEnv } from './env.ts'
import { CALL_TIMEOUT_MS, PATIENCE, PUT_TIMEOUT_MS, UNAVAILABLE_RETRY_MS } from './limits.ts'
import { homeName, shardNames } from './object-names.ts'
import { shardCount } from './requests/shards.ts'
import { passShards, shardStanding, type Send } from './sharded-admission.ts'
import { usagePages } from './usage/usage-pages.ts'

/**
 * The entrypoint of admission. Fails closed: an object that cannot be asked is a refusal,
 * `admission_unavailable`.
 */
export class RateLimit extends WorkerEntrypoint<RateLimitEnv> implements RateLimitService {
  readonly #log = new Log('rate-limit/rate-limit', this.env)

  admit(ctx: RequestContext, ask: Ask): Promise<Outcome<Admission | Unread>> {
    return this.#ask(ctx, async (send) => {
      const home = await send(homeName(ctx.tenantId), (object) => object.admit(ctx, ask))
      if (!home.ok) return home
      const { answer, spread } = home.value
      if (spread === undefined || answer.stale === true) return accept<Admission | Unread>(answer)
      return await passShards(ctx, { ask, spread, admission: answer }, send)
    })
  }

  reserve(ctx: RequestContext, reservation: Reservation): Promise<Outcome<Reservation>> {
    return this.#ask(ctx, (send) => send(homeName(ctx.tenantId), (home) => home.reserve(ctx, reservation)))
  }

  async settleMany(
    tenantId: TenantId,
    settlements: readonly Settlement[],
    batch?: BatchName,
    returned?: readonly LeaseReturn[],
  ): Promise<Outcome<null>> {
    const [first] = settlements
    if (first === undefined && (returned ?? []).length === 0) return accept(null)
    const caller = settlerOf(tenantId, first, returned?.[0])
    try {
      const name = homeName(parseTenantId(tenantId))
      return await this.#send(Number.POSITIVE_INFINITY, caller)(name, (home) =>
        home.settleMany(caller, settlements, batch, returned),
      )
    } catch (thrown) {
      return this.#unavailable(caller, thrown)
    }
  }

  lease(ctx: RequestContext, ask: LeaseAsk): Promise<Outcome<{ readonly lease?: Lease }>> {
    return this.#ask(ctx, (send) => send(homeName(ctx.tenantId), (home) => home.lease(ctx, ask)))
  }

  release(ctx: RequestContext, reservation: Reservation): Promise<Outcome<null>> {
    return this.#ask(ctx, (send) => send(homeName(ctx.tenantId), (home) => home.release(ctx, reservation)))
  }

  usage(ctx: RequestContext): Promise<Outcome<Usage>> {
    return this.#ask(ctx, async (send) => {
      const home = await send(homeName(ctx.tenantId), (object) => object.usage(ctx))
      if (!home.ok) return home
      const { answer, spread } = home.value
      if (spread === undefined) return accept(answer)
      const requests = await shardStanding(ctx, spread, send)
      return accept({ ...answer, limits: { ...answer.limits, requests } })
    })
  }

  usageRows(ctx: RequestContext, ask: UsageRowsAsk): Promise<Outcome<UsageRowsPage>> {
    return this.#ask(ctx, (send) => send(homeName(ctx.tenantId), (home) => home.usageRows(ctx, ask)))
  }

  usageRowsOf(asks: readonly TenantUsageAsk[]): Promise<Outcome<readonly UsageRowsPage[]>> {
    return usagePages(asks, ({ ctx, ask }) => this.usageRows(ctx, ask))
  }

  put(tenantId: TenantId, change: TenantChange): Promise<Outcome<Enforced | { readonly stale: true }>> {
    const requestId = createId('req')
    const ctx: RequestContext = {
      requestId,
      traceparent: '',
      tenantId,
      keyId: 'control',
      route: 'put',
      deadline: Date.now() + PUT_TIMEOUT_MS,
    }
    return this.#ask(ctx, (send) => send(homeName(tenantId), (home) => home.put(ctx, change)))
  }

  erase(ctx: RequestContext): Promise<Outcome<{ readonly rows: number }>> {
    return this.#ask(ctx, (send) => send(homeName(ctx.tenantId), (home) => home.erase(ctx)))
  }

  warm(ctx: RequestContext): Promise<Outcome<null>> {
    return this.#ask(ctx, async (send) => {
      const home = await send(homeName(ctx.tenantId), (it) => it.warm(ctx))
      if (!home.ok) return home
      const { spread } = home.value
      const shards = spread === undefined ? [] : shardNames(ctx.tenantId, shardCount(spread))
      await Promise.all(
        shards.map((name) => send(name, (it) => it.standing(ctx, { requestsPerMinute: 1, burst: 1 }))),
      )
      return accept(null)
    })
  }

  warmAll(asks: readonly WarmAsk[]): Promise<Warmed> {
    return warmEach(asks, ({ ctx }) => this.warm(ctx))
  }

  ping(): Promise<'ok'> {
    return answerPing(this.env, ['RATE_LIMITERS'])
  }

  async #ask<T>(ctx: RequestContext, ask: (send: Send) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const outcome = await rpcMethod(this.#log, ctx, async () => {
      try {
        return await ask(this.#send(ctx.deadline, logFieldsOf(ctx)))
      } catch (thrown) {
        return this.#unavailable(logFieldsOf(ctx), thrown)
      }
    })
    return outcome.ok ? outcome.value : outcome
  }

  /** A stub that has failed stays broken, so each attempt gets its own. */
  #send(deadline: number, at: LogFields): Send {
    const endMs = Math.min(deadline, Date.now() + CALL_TIMEOUT_MS)
    const onRetry = (thrown: unknown) => this.#log.warn('limiter asked again', at, { thrown })
    const patience = { ...PATIENCE.home, onRetry }
    return (name, send) =>
      call(patience, endMs, () => passedOn(send(objectIn(this.env, this.env.RATE_LIMITERS, name))))
  }

  #unavailable(at: LogFields, thrown: unknown) {
    const error = new BulkheadError('admission_unavailable', { retryAfterMs: UNAVAILABLE_RETRY_MS })
    this.#log.error('admission unavailable', { ...at, errorCode: error.code }, { thrown })
    return refuse(error)
  }
}

function settlerOf(
  tenantId: TenantId,
  first: Settlement | undefined,
  returned: LeaseReturn | undefined,
): Settler {
  if (first !== undefined) return { tenantId, requestId: first.requestId }
  return returned === undefined ? { tenantId } : { tenantId, leaseId: returned.lease }
}

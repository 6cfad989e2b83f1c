import { call, type Patience } from '@bulkhead/calls/call'
import { DeadlinePassed } from '@bulkhead/calls/deadline'
import type { LeasePart, RequestContext } from '@bulkhead/contracts/context'
import type { Outcome, Refusal } from '@bulkhead/contracts/outcome'
import type { Admission, Ask, Unread } from '@bulkhead/contracts/rate-limit'

import { ADMISSION_TIMEOUT_MS } from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import { leases } from './leases.ts'

/** Once: rate-limit itself retries what may be retried, and a second admit would count a second request. */
const ADMIT: Patience = { timeoutMs: ADMISSION_TIMEOUT_MS, attempts: 1, backoffMs: 0 }

/** The home object's answer; `admission_unavailable` when there is none in time. */
export async function askHome(
  exchange: Exchange,
  ctx: RequestContext,
  ask: Ask,
): Promise<Outcome<Admission | Unread>> {
  const { env, log } = exchange
  const asked = env.RATE_LIMIT.admit(ctx, ask)
  try {
    return await call(ADMIT, ctx.deadline, () => asked)
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) exchange.ctx.waitUntil(giveBackLate(exchange, ctx, asked))
    const { tenantId } = ctx
    const failed = { tenantId, errorCode: 'admission_unavailable', target: 'rate-limit' }
    log.error('admission failed', failed, { thrown })
    return { ok: false, code: 'admission_unavailable', retryAfterMs: 1_000 } satisfies Refusal
  }
}

/** An admission, by the home object or out of a lease. */
export interface AnyAdmission extends Admission {
  readonly leased?: LeasePart
}

/** What of an admission belongs into the context of whoever uses it. */
export function reservedBy({ reservationId, reservedTokens, settleWithinMs, leased }: AnyAdmission) {
  return {
    reservationId,
    reservedTokens,
    ...(settleWithinMs === undefined ? {} : { settleWithinMs }),
    ...(leased === undefined ? {} : { leased }),
  } satisfies Partial<RequestContext>
}

/**
 * No callee took the request over: releases what was reserved for it. A late settlement is recorded
 * nevertheless.
 */
export function giveBack(exchange: Exchange, ctx: RequestContext): void {
  const { reservationId, reservedTokens = 0, leased } = ctx
  if (reservationId === undefined || reservedTokens === 0) return
  const part = leased === undefined ? {} : { leased }
  const released = exchange.env.RATE_LIMIT.release(ctx, { reservationId, tokens: reservedTokens, ...part })
  const failed = (thrown: unknown) =>
    exchange.log.error('reservation not given back', { reservationId }, { thrown })
  exchange.ctx.waitUntil(released.catch(failed))
}

/** Releases an admission that arrived after its request had been refused. */
async function giveBackLate(
  exchange: Exchange,
  ctx: RequestContext,
  asked: Promise<Outcome<Admission | Unread>>,
): Promise<void> {
  const outcome = await asked.catch(() => undefined)
  if (outcome?.ok !== true || outcome.value.stale === true) return
  const { lease } = outcome.value
  if (lease !== undefined) leases.refuse(exchange, ctx.tenantId, lease)
  giveBack(exchange, { ...ctx, ...reservedBy(outcome.value) })
}

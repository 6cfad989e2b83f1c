import { call, type Patience } from '@bulkhead/calls/call'
import { DeadlinePassed } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import { errorOf, type Outcome, type Refusal } from '@bulkhead/contracts/outcome'
import type { Admission, Plan } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { ADMISSION_TIMEOUT_MS, FALLBACK_REQUESTS_PER_MINUTE, MAX_REMEMBERED_REFUSALS } from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import { limitHeaders } from './limit-headers.ts'
import { RefusalMemory } from './refusal-memory.ts'

/** Once: rate-limit itself retries what may be retried, and a second admit would count a second request. */
const ADMIT: Patience = { timeoutMs: ADMISSION_TIMEOUT_MS, attempts: 1, backoffMs: 0 }

const refusals = new RefusalMemory(MAX_REMEMBERED_REFUSALS)

export interface AdmissionAsk {
  readonly plan: Plan
  /** Undefined on routes that cost no tokens. */
  readonly tokens: number | undefined
}

/** Throws a refusal that still applies, before the body is read and without a call. */
export function refuseRemembered(exchange: Exchange, ctx: RequestContext, plan: Plan): void {
  const refusal = refusals.recall(memoryKey(ctx, plan), Date.now())
  if (refusal === undefined) return
  exchange.refusedBy = 'memory'
  throw refused(exchange, refusal)
}

/**
 * Decides limits and budget. When admission itself fails, routes that cost tokens are closed (503) and the
 * others go on under the coarse `ADMISSION_FALLBACK` limit, marked as degraded: never unlimited.
 *
 * @throws BulkheadError `rate_limited` `budget_exceeded` `budget_in_flight` `admission_unavailable`
 */
export async function admit(
  exchange: Exchange,
  ctx: RequestContext,
  ask: AdmissionAsk,
): Promise<Admission | undefined> {
  const startMs = Date.now()
  const outcome = await decide(exchange, ctx, ask)
  exchange.admission = { startMs, endMs: Date.now() }
  if (outcome.ok) {
    Object.assign(exchange.responseHeaders, limitHeaders(outcome.value.limits))
    return outcome.value
  }
  if (outcome.code !== 'admission_unavailable') {
    refusals.remember(memoryKey(ctx, ask.plan), outcome, Date.now())
    if (outcome.code === 'rate_limited') exchange.refusedBy = 'rate-limit'
    throw refused(exchange, outcome)
  }
  if (ask.tokens !== undefined) throw errorOf(outcome)
  await admitDegraded(exchange, ctx, ask.plan)
  return undefined
}

async function decide(exchange: Exchange, ctx: RequestContext, { plan, tokens = 0 }: AdmissionAsk) {
  const { env, log } = exchange
  const asked = env.RATE_LIMIT.admit(ctx, { plan, tokens })
  try {
    return await call(ADMIT, ctx.deadline, () => asked)
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) exchange.ctx.waitUntil(giveBackLate(exchange, ctx, asked))
    log.error('admission failed', { errorCode: 'admission_unavailable', target: 'rate-limit' }, { thrown })
    return { ok: false, code: 'admission_unavailable', retryAfterMs: 1_000 } satisfies Refusal
  }
}

/**
 * No callee took the request over: releases what was reserved for it. A late settlement is recorded
 * nevertheless.
 */
export function giveBack(exchange: Exchange, ctx: RequestContext): void {
  const { reservationId, reservedTokens = 0 } = ctx
  if (reservationId === undefined || reservedTokens === 0) return
  const released = exchange.env.RATE_LIMIT.release(ctx, { reservationId, tokens: reservedTokens })
  const failed = (thrown: unknown) =>
    exchange.log.error('reservation not given back', { reservationId }, { thrown })
  exchange.ctx.waitUntil(released.catch(failed))
}

/** Releases an admission that arrived after its request had been refused. */
async function giveBackLate(
  exchange: Exchange,
  ctx: RequestContext,
  asked: Promise<Outcome<Admission>>,
): Promise<void> {
  const outcome = await asked.catch(() => undefined)
  if (outcome?.ok === true) giveBack(exchange, { ...ctx, ...outcome.value })
}

async function admitDegraded(
  { env, log, responseHeaders }: Exchange,
  ctx: RequestContext,
  plan: Plan,
): Promise<void> {
  if (plan.requestsPerMinute < FALLBACK_REQUESTS_PER_MINUTE) throw new BulkheadError('admission_unavailable')
  const { success } = await env.ADMISSION_FALLBACK.limit({ key: ctx.tenantId }).catch((thrown: unknown) => {
    throw new BulkheadError('admission_unavailable', { cause: thrown })
  })
  if (!success) throw new BulkheadError('rate_limited', { retryAfterMs: 60_000 })
  responseHeaders['x-bulkhead-degraded'] = 'admission'
  log.warn('admission degraded', { degraded: 'admission' })
}

function refused(exchange: Exchange, refusal: Refusal): BulkheadError {
  if (refusal.limits !== undefined) Object.assign(exchange.responseHeaders, limitHeaders(refusal.limits))
  return errorOf(refusal)
}

/** A tenant whose keys have limits of their own is remembered key by key. */
function memoryKey(ctx: RequestContext, plan: Plan): string {
  return plan.perKey === undefined ? ctx.tenantId : `${ctx.tenantId} ${ctx.keyId}`
}

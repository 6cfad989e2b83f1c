import { call, type Budget } from '@bulkhead/calls/call'
import type { RequestContext } from '@bulkhead/contracts/context'
import { errorOf, type Refusal } from '@bulkhead/contracts/outcome'
import type { Admission, Plan } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Exchange } from './exchange.ts'
import { limitHeaders } from './limit-headers.ts'
import { ADMISSION_TIMEOUT_MS, FALLBACK_REQUESTS_PER_MINUTE, MAX_REMEMBERED_REFUSALS } from './limits.ts'
import { RefusalMemory } from './refusal-memory.ts'

/** Once: rate-limit itself retries what may be retried, and a second admit would count a second request. */
const ADMIT: Budget = { timeoutMs: ADMISSION_TIMEOUT_MS, attempts: 1, backoffMs: 0 }

const refusals = new RefusalMemory(MAX_REMEMBERED_REFUSALS)

export interface AdmissionAsk {
  readonly plan: Plan
  /** Undefined on routes that cost no tokens. */
  readonly tokens: number | undefined
}

/** Throws the refusal that is still in force, before the body is read and without a call. */
export function refuseRemembered(exchange: Exchange, ctx: RequestContext, plan: Plan): void {
  const refusal = refusals.recall(memoryKey(ctx, plan), Date.now())
  if (refusal === undefined) return
  exchange.refusedBy = 'memory'
  throw refused(exchange, refusal)
}

/**
 * Decides limits and budget. When admission itself fails, routes that cost tokens are closed (503) and the others go on under the coarse
 * `ADMISSION_FALLBACK` limit, marked as degraded: never unlimited.
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

async function decide({ env, log }: Exchange, ctx: RequestContext, { plan, tokens = 0 }: AdmissionAsk) {
  try {
    return await call(ADMIT, ctx.deadline, () => env.RATE_LIMIT.admit(ctx, { plan, tokens }))
  } catch (thrown) {
    log.error('admission failed', { errorCode: 'admission_unavailable', target: 'rate-limit' }, { thrown })
    return { ok: false, code: 'admission_unavailable', retryAfterMs: 1_000 } satisfies Refusal
  }
}

async function admitDegraded(
  { env, log, responseHeaders }: Exchange,
  ctx: RequestContext,
  plan: Plan,
): Promise<void> {
  if (plan.requestsPerMinute < FALLBACK_REQUESTS_PER_MINUTE) throw new BulkheadError('admission_unavailable')
  const { success } = await env.ADMISSION_FALLBACK.limit({ key: ctx.tenantId })
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

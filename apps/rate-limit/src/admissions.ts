import type { RequestContext } from '@bulkhead/contracts/context'
import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'
import { accept, refuse, type Outcome, type Refusal } from '@bulkhead/contracts/outcome'
import type { Admission, Ask, Plan, Reservation } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { WHOLE_TENANT, type Claim, type RequestLimits } from './requests/request-limits.ts'
import { shardCount } from './requests/shards.ts'
import { isTokenCount, tightest, type TokenPlan, type Window } from './tokens/budget.ts'
import type { Ledger } from './tokens/ledger.ts'

/** Decides over request limits and budget together: everything is looked at before anything is consumed. */
export class Admissions {
  readonly #ledger: Ledger
  readonly #requests: RequestLimits

  constructor(ledger: Ledger, requests: RequestLimits) {
    this.#ledger = ledger
    this.#requests = requests
  }

  /**
   * One request and its tokens. When the plan is sharded, the tenant's request limit is asked elsewhere and
   * only the key's is decided here.
   */
  admit(ctx: RequestContext, ask: Ask, nowMs: number): Outcome<Admission> {
    const { plan, tokens } = ask
    const claims = claimsOf(plan, ctx.keyId)
    const reservationId = ctx.reservationId ?? ctx.requestId
    const waitMs = this.#requests.waitMs(claims, nowMs)
    if (waitMs > 0)
      return this.#refuse(new BulkheadError('rate_limited', { retryAfterMs: waitMs }), ctx, plan, nowMs)
    const held = this.#hold({ reservationId, tokens }, plan, nowMs)
    if (held instanceof BulkheadError) return this.#refuse(held, ctx, plan, nowMs)
    this.#requests.take(claims, nowMs)
    if (this.#requests.crowded) this.#requests.sweep(plan.perKey, nowMs)
    this.#ledger.countRequests(1, nowMs)
    return accept({ reservationId, reservedTokens: held, limits: this.#limits(ctx, plan, nowMs) })
  }

  withdraw(ctx: RequestContext, { plan, tokens }: Ask, nowMs: number): void {
    this.#requests.giveBack(claimsOf(plan, ctx.keyId), nowMs)
    this.#ledger.countRequests(-1, nowMs)
    if (tokens > 0) this.#ledger.withdraw(ctx.reservationId ?? ctx.requestId, nowMs)
  }

  /** Tokens alone. */
  reserve(reservation: Reservation, plan: Plan, nowMs: number): Outcome<Reservation> {
    const held = this.#hold(reservation, plan, nowMs)
    if (held instanceof BulkheadError) return refuse(held)
    return accept({ reservationId: reservation.reservationId, tokens: held })
  }

  /** One request alone. */
  pass(limit: RequestLimit, nowMs: number): Outcome<Limits['requests']> {
    const claims = [{ subject: WHOLE_TENANT, limit }]
    const waitMs = this.#requests.waitMs(claims, nowMs)
    if (waitMs > 0) return refuse(new BulkheadError('rate_limited', { retryAfterMs: waitMs }))
    this.#requests.take(claims, nowMs)
    return accept(this.#requests.standing(claims, nowMs))
  }

  requestStanding(ctx: RequestContext, plan: Plan, nowMs: number): Limits['requests'] {
    return this.#requests.standing(claimsOf(plan, ctx.keyId), nowMs)
  }

  /**
   * How many tokens the id holds now: those asked for, or what an earlier call with the same id already
   * holds.
   */
  #hold({ reservationId, tokens }: Reservation, plan: TokenPlan, nowMs: number): number | BulkheadError {
    if (!isTokenCount(tokens)) throw new TypeError('tokens must be a whole number')
    if (tokens === 0) return 0
    const earlier = this.#ledger.lookUp(reservationId)
    if (earlier.held !== undefined) {
      this.#ledger.claim(reservationId)
      return earlier.held
    }
    const windows: Window[] = this.#ledger.windows(plan, nowMs)
    const refusal = this.#ledger.refusalOf(windows, tokens)
    if (refusal !== undefined) return refusal
    if (earlier.reopened) this.#ledger.reopen(reservationId)
    this.#ledger.hold(reservationId, tokens, windows, nowMs)
    return tokens
  }

  #limits(ctx: RequestContext, plan: Plan, nowMs: number): Limits {
    const requests = this.requestStanding(ctx, plan, nowMs)
    return { requests, tokens: tightest(this.#ledger.windows(plan, nowMs), nowMs) }
  }

  #refuse(error: BulkheadError, ctx: RequestContext, plan: Plan, nowMs: number): Refusal {
    return { ...refuse(error), limits: this.#limits(ctx, plan, nowMs) }
  }
}

/** The request limits that the home object decides. */
function claimsOf(plan: Plan, keyId: string): Claim[] {
  const claims: Claim[] = []
  if (shardCount(plan) === 1) claims.push({ subject: WHOLE_TENANT, limit: plan })
  if (plan.perKey !== undefined) claims.push({ subject: keyId, limit: plan.perKey })
  return claims
}

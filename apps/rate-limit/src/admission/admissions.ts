import type { RequestContext } from '@bulkhead/contracts/context'
import type { Limits, RequestLimit } from '@bulkhead/contracts/limits'
import { accept, refuse, type Outcome, type Refusal } from '@bulkhead/contracts/outcome'
import type { Reservation } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Accounts, Purse } from '../accounts/accounts.ts'
import type { Thresholds, Watch } from '../alerts/thresholds.ts'
import { NEAR_END_REQUESTS, NEAR_END_SETTLE_MS } from '../limits.ts'
import { keyLimitOf, type Plan, type Most, type Requester } from '../plan.ts'
import { WHOLE_TENANT, type Claim } from '../requests/claim.ts'
import type { RequestLimits } from '../requests/request-limits.ts'
import { shardCount } from '../requests/shards.ts'
import { exceeded, isTokenCount, leftAfter, tightest, type Window } from '../tokens/budget.ts'
import { SPEND } from '../tokens/unit.ts'

/** What was held and what is left. */
interface Admitted {
  readonly reservationId: string
  readonly reservedTokens: number
  readonly limits: Limits
  readonly settleWithinMs?: number
}

/** A budget, and what a reservation would mean to it. */
interface Looked {
  readonly purse: Purse
  readonly amount: number | undefined
  readonly windows: readonly Window[]
}

/** Decides over request limits and budgets together: everything is looked at before anything is consumed. */
export class Admissions {
  readonly #accounts: Pick<Accounts, 'tenant' | 'purses'>
  readonly #requests: RequestLimits
  readonly #thresholds: Pick<Thresholds, 'exhausted'>

  constructor(
    accounts: Pick<Accounts, 'tenant' | 'purses'>,
    requests: RequestLimits,
    thresholds: Pick<Thresholds, 'exhausted'>,
  ) {
    this.#accounts = accounts
    this.#requests = requests
    this.#thresholds = thresholds
  }

  /**
   * One request and what it may use. When the plan is sharded, the tenant's request limit is asked elsewhere
   * and only the key's is decided here.
   */
  admit(ctx: RequestContext, most: Most, who: Requester, nowMs: number): Outcome<Admitted> {
    const claims = claimsOf(ctx, who)
    const purses = this.#accounts.purses(who.plan, who.key, nowMs)
    const reservationId = ctx.reservationId ?? ctx.requestId
    const limits = () => this.#limits(claims, purses, nowMs)
    const refused = (error: BulkheadError): Refusal => ({ ...refuse(error), limits: limits() })
    const waitMs = this.#requests.waitMs(claims, nowMs)
    if (waitMs > 0) return refused(new BulkheadError('rate_limited', { retryAfterMs: waitMs }))
    const held = this.#hold(ctx, { reservationId, most, purses, plan: who.plan }, nowMs)
    if (held instanceof BulkheadError) return refused(held)
    this.#requests.take(claims, nowMs, this.#accounts.tenant.book.isCovered)
    this.#accounts.tenant.book.countRequests(1, nowMs)
    const hurry = this.#isNearEnd(most, purses, nowMs) ? { settleWithinMs: NEAR_END_SETTLE_MS } : {}
    return accept({ reservationId, reservedTokens: held, limits: limits(), ...hurry })
  }

  withdraw(ctx: RequestContext, tokens: number, who: Requester, nowMs: number): void {
    this.#requests.giveBack(claimsOf(ctx, who), nowMs)
    this.#accounts.tenant.book.countRequests(-1, nowMs)
    if (tokens === 0) return
    for (const { ledger } of this.#accounts.purses(who.plan, who.key, nowMs)) {
      ledger.withdraw(ctx.reservationId ?? ctx.requestId, nowMs)
    }
  }

  /** Tokens alone. */
  reserve(
    ctx: RequestContext,
    { reservationId, most }: { readonly reservationId: string; readonly most: Most },
    who: Requester,
    nowMs: number,
  ): Outcome<Reservation> {
    const purses = this.#accounts.purses(who.plan, who.key, nowMs)
    const held = this.#hold(ctx, { reservationId, most, purses, plan: who.plan }, nowMs)
    if (held instanceof BulkheadError) return refuse(held)
    return accept({ reservationId, tokens: held })
  }

  /** One request alone. */
  pass(limit: RequestLimit, nowMs: number): Outcome<Limits['requests']> {
    const claims = [{ subject: WHOLE_TENANT, limit }]
    const waitMs = this.#requests.waitMs(claims, nowMs)
    if (waitMs > 0) return refuse(new BulkheadError('rate_limited', { retryAfterMs: waitMs }))
    this.#requests.take(claims, nowMs)
    return accept(this.#requests.standing(claims, nowMs))
  }

  /** What is left of every limit of the key. */
  limits(ctx: RequestContext, who: Requester, nowMs: number): Limits {
    return this.#limits(claimsOf(ctx, who), this.#accounts.purses(who.plan, who.key, nowMs), nowMs)
  }

  requestStanding(ctx: RequestContext, who: Requester, nowMs: number): Limits['requests'] {
    return this.#requests.standing(claimsOf(ctx, who), nowMs)
  }

  /**
   * How many tokens the id holds now: those asked for, or what an earlier call with the same id already
   * holds. Every budget is looked at before any holds.
   */
  #hold(
    { tenantId }: RequestContext,
    ask: {
      readonly reservationId: string
      readonly most: Most
      readonly purses: readonly Purse[]
      readonly plan: Plan
    },
    nowMs: number,
  ): number | BulkheadError {
    const { reservationId: id, most, purses, plan } = ask
    if (!isTokenCount(most.tokens)) throw new TypeError('tokens must be a whole number')
    if (most.tokens === 0) return 0
    const looked = purses.map((purse) => ({
      purse,
      earlier: purse.ledger.lookUp(id),
      amount: amountOf(purse, most),
      windows: purse.ledger.windows(purse.budget, nowMs),
    }))
    const watch = { tenantId, thresholds: plan.thresholds, nowMs }
    for (const each of looked) {
      const refusal = each.earlier.held === undefined ? this.#refusalOf(each, watch) : undefined
      if (refusal !== undefined) return refusal
    }
    for (const { purse, earlier, amount = 0, windows } of looked) {
      if (earlier.held !== undefined) {
        purse.ledger.claim(id)
        continue
      }
      if (earlier.reopened) purse.ledger.reopen(id)
      purse.ledger.hold(id, amount, windows, nowMs)
    }
    return looked[0]?.earlier.held ?? most.tokens
  }

  /** Why a budget cannot hold what it is asked for. */
  #refusalOf(
    { purse, amount, windows }: Pick<Looked, 'purse' | 'amount' | 'windows'>,
    watch: Watch,
  ): BulkheadError | undefined {
    if (amount === undefined) return unpriced(windows)
    const refusal = purse.ledger.refusalOf(windows, amount)
    if (refusal?.code === 'budget_exceeded') this.#thresholds.exhausted(purse, amount, watch)
    return refusal
  }

  /** Whether a budget holds so few more requests like this one that what is not used is wanted back at once. */
  #isNearEnd(most: Most, purses: readonly Purse[], nowMs: number): boolean {
    return purses.some((purse) => {
      const amount = amountOf(purse, most) ?? 0
      if (amount === 0) return false
      return leftAfter(purse.ledger.windows(purse.budget, nowMs), 0) < amount * NEAR_END_REQUESTS
    })
  }

  #limits(claims: readonly Claim[], purses: readonly Purse[], nowMs: number): Limits {
    const windows = purses.flatMap(({ ledger, budget }) =>
      ledger.unit === SPEND ? [] : ledger.windows(budget, nowMs),
    )
    const tokens = tightest(windows, nowMs)
    return {
      requests: this.#requests.standing(claims, nowMs),
      ...(tokens === undefined ? {} : { tokens }),
    }
  }
}

function amountOf({ ledger }: Purse, { tokens, nanoDollars }: Most): number | undefined {
  return ledger.unit === SPEND ? nanoDollars : tokens
}

/** What has no known price cannot be held against a budget in money. */
function unpriced([window]: readonly Window[]): BulkheadError {
  const { details } = window === undefined ? {} : exceeded(window, SPEND)
  return new BulkheadError('budget_exceeded', {
    message: 'The price of the model is not known, so that a budget in US dollars cannot hold it.',
    ...(details === undefined ? {} : { details }),
  })
}

/** The request limits that the home object decides. */
function claimsOf({ keyId }: RequestContext, { plan, key }: Requester): Claim[] {
  const claims: Claim[] = []
  if (shardCount(plan) === 1) claims.push({ subject: WHOLE_TENANT, limit: plan })
  const own = keyLimitOf(plan, key)
  if (own !== undefined) claims.push({ subject: keyId, limit: own })
  return claims
}

import type { Usage } from '@bulkhead/ai/model-answer'
import type { ModelCall } from '@bulkhead/ai/model-request'
import { promptTokensOf } from '@bulkhead/ai/usage'
import { call, type Patience } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'
import { unwrap } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Settlements } from '@bulkhead/spending/settlements'

import type { Run } from '../run.ts'

/** One per isolate: settlements that come close together are sent together. */
const settlements = new Settlements()

/** Reserving is idempotent by id, so it may be repeated after a reset. */
const RESERVE: Patience = { timeoutMs: 2_000, attempts: 2, backoffMs: 50, retryOn: isAmbiguous }

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0, estimated: false }

/** The tokens of one request, from its reservation to its one settlement. Fails closed: what cannot be reserved is not spent. */
export class Spending {
  readonly #run: Run
  #extraTokens = 0
  #isReserved: boolean
  #isSettled = false

  constructor(run: Run, extraTokens = 0) {
    this.#run = run
    this.#extraTokens = extraTokens
    this.#isReserved = run.isUnreserved !== true
  }

  /** What {@link cover} reserved on top. */
  get extraTokens(): number {
    return this.#extraTokens
  }

  /** Makes the reservation that {@link runOfAttempt} named, if it named one. */
  async reserve(): Promise<void> {
    const { reservationId, reservedTokens = 0 } = this.#run.ctx
    if (this.#isReserved || reservationId === undefined) return
    await reserve(this.#run, reservationId, reservedTokens)
    this.#isReserved = true
  }

  /** The gateway knew only the new text: history and sources are reserved here, before the model is asked. */
  async cover(modelCall: ModelCall): Promise<void> {
    const { reservationId, reservedTokens = 0 } = this.#run.ctx
    const { request } = modelCall
    const tokens = promptTokensOf(request) + request.maxTokens - reservedTokens
    if (reservationId === undefined || tokens <= 0) return
    await reserve(this.#run, extraId(reservationId), tokens)
    this.#extraTokens = tokens
  }

  /** Once, after the response; a second call does nothing. Without a reservation there is nothing to settle. */
  settle(model: string, usage: Usage = NOTHING): void {
    const { reservationId, reservedTokens = 0 } = this.#run.ctx
    if (this.#isSettled || !this.#isReserved || reservationId === undefined) return
    this.#isSettled = true
    // The extra goes back first: at no step do settled and open tokens exceed what was reserved.
    if (this.#extraTokens > 0) this.#send(extraId(reservationId), this.#extraTokens, model, NOTHING)
    this.#send(reservationId, reservedTokens, model, usage)
  }

  #send(reservationId: string, reservedTokens: number, model: string, usage: Usage): void {
    const { requestId, tenantId } = this.#run.ctx
    const { promptTokens, completionTokens, estimated } = usage
    const settlement = {
      reservationId,
      reservedTokens,
      requestId,
      model,
      promptTokens,
      completionTokens,
      ...(estimated ? { estimated } : {}),
    }
    settlements.settle(this.#run.env.RATE_LIMIT, tenantId, settlement, this.#run)
  }
}

function extraId(reservationId: string): string {
  return `${reservationId}:context`
}

/**
 * The run of an attempt under an Idempotency-Key. The first one has the reservation that came with its request. Every other has one of its
 * own, to be made with {@link Spending.reserve}: what came with it is settled by now, or held nothing, since the key was used before.
 */
export function runOfAttempt(run: Run, attempt: number): Run {
  const { reservationId, reservedTokens = 0, estimatedTokens = 0, requestId } = run.ctx
  if (reservationId === undefined || estimatedTokens === 0) return run
  if (attempt === 1 && reservedTokens > 0) return run
  const own = { reservationId: `${reservationId}:${requestId}`, reservedTokens: estimatedTokens }
  return { ...run, ctx: { ...run.ctx, ...own }, isUnreserved: true }
}

/**
 * A repeat under an Idempotency-Key shares the reservation of the attempt it finds, which is that attempt's to settle. One that came with
 * another reservation (its body reads the same but was written otherwise, or is another) gives its own back.
 */
export function giveBackUnshared(run: Run, sharedId: string | undefined, model: string): void {
  if (run.ctx.reservationId !== sharedId) new Spending(run).settle(model)
}

async function reserve({ env, ctx }: Run, reservationId: string, tokens: number): Promise<void> {
  const send = () => env.RATE_LIMIT.reserve(ctx, { reservationId, tokens })
  try {
    unwrap(await call(RESERVE, ctx.deadline, send))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    throw error.code === 'internal' ? new BulkheadError('admission_unavailable', { cause: thrown }) : error
  }
}

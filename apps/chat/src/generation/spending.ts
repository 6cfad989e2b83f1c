import type { Usage } from '@bulkhead/ai/model-answer'
import type { ModelCall } from '@bulkhead/ai/model-request'
import { promptTokensOf } from '@bulkhead/ai/usage'
import { call } from '@bulkhead/calls/call'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { EmbeddingUse, Settlement } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Settlements } from '@bulkhead/spending/settlements'

import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'

/** One per isolate: settlements that come close together are sent together. */
const settlements = new Settlements()

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0, estimated: false }

/** What was spent, or reserved, besides the model's own tokens. */
export interface Extra {
  /** Reserved by {@link Spending.cover}. */
  readonly extraTokens: number
  readonly embedded: EmbeddingUse | null
}

/** The tokens of one request, from its reservation to its one settlement. Fails closed: what cannot be reserved is not spent. */
export class Spending {
  readonly #run: Run
  #extraTokens: number
  #embedded: EmbeddingUse | null
  #isReserved: boolean
  #isSettled = false

  constructor(run: Run, { extraTokens, embedded }: Extra = { extraTokens: 0, embedded: null }) {
    this.#run = run
    this.#extraTokens = extraTokens
    this.#embedded = embedded
    this.#isReserved = run.isUnreserved !== true
  }

  /** What {@link cover} reserved on top. */
  get extraTokens(): number {
    return this.#extraTokens
  }

  /** The question was embedded under this reservation. */
  addEmbedding(embedded: EmbeddingUse | null = null): void {
    this.#embedded = embedded
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
    const embeddedTokens = this.#embedded?.tokens ?? 0
    const tokens = promptTokensOf(request) + request.maxTokens + embeddedTokens - reservedTokens
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
    const extra = { reservationId: extraId(reservationId), reservedTokens: this.#extraTokens }
    if (this.#extraTokens > 0) this.#send({ ...extra, model, ...NOTHING })
    const embedded = this.#embedded === null ? {} : { embedded: this.#embedded }
    this.#send({ reservationId, reservedTokens, model, ...usage, ...embedded })
  }

  #send({ estimated, ...spent }: Omit<Settlement, 'requestId'>): void {
    const { requestId, tenantId } = this.#run.ctx
    const settlement = { ...spent, requestId, ...(estimated === true ? { estimated } : {}) }
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
    unwrap(await call(PATIENCE.reserve, ctx.deadline, send))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    throw error.code === 'internal' ? new BulkheadError('admission_unavailable', { cause: thrown }) : error
  }
}

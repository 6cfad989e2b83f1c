import type { SpentAttempt, Usage } from '@bulkhead/ai/model-answer'
import type { ModelCall } from '@bulkhead/ai/model-request'
import { promptTokensOf } from '@bulkhead/ai/usage'
import type { EmbeddingUse, Reservation, Settlement } from '@bulkhead/contracts/rate-limit'
import { reserve } from '@bulkhead/spending/reserve'
import { Settlements } from '@bulkhead/spending/settlements'

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

/**
 * The tokens of one request, from its reservation to its one settlement. Fails closed: what cannot be
 * reserved is not spent.
 */
export class Spending {
  readonly #run: Run
  #extraTokens: number
  #embedded: EmbeddingUse | null
  #isReserved: boolean
  #isSettled = false
  #isRecovered = false
  #failed: SpentAttempt[] = []

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

  /** Makes the reservation that `runOfAttempt` named, if it named one. */
  async reserve(): Promise<void> {
    const { reservationId, reservedTokens = 0 } = this.#run.ctx
    if (this.#isReserved || reservationId === undefined) return
    await this.#hold({ reservationId, tokens: reservedTokens })
    this.#isReserved = true
  }

  /** The gateway knew only the new text: history and sources are reserved here, before the model is asked. */
  async cover(modelCall: ModelCall): Promise<void> {
    const { reservationId, reservedTokens = 0 } = this.#run.ctx
    const { request, models } = modelCall
    const embeddedTokens = this.#embedded?.tokens ?? 0
    const tokens = promptTokensOf(request, models) + request.maxTokens + embeddedTokens - reservedTokens
    if (reservationId === undefined || tokens <= 0) return
    // The answer is covered as far as the gateway's own bound goes.
    const completionTokens = Math.min(tokens, Math.max(0, request.maxTokens - reservedTokens))
    await this.#hold({ reservationId: extraId(reservationId), tokens, completionTokens, models })
    this.#extraTokens = tokens
  }

  /** The call, with its failed attempts paid for too: what a provider counted was used. */
  watched(modelCall: ModelCall): ModelCall {
    return { ...modelCall, onSpent: (spent) => void this.#failed.push(spent) }
  }

  /**
   * Settles once, after the response; a second call does nothing. Without a reservation there is nothing to
   * settle.
   */
  settle(model: string, usage: Usage = NOTHING): void {
    const { reservationId, reservedTokens = 0, leased } = this.#run.ctx
    if (this.#isSettled || !this.#isReserved || reservationId === undefined) return
    this.#isSettled = true
    // The extra goes back first: at no step do settled and open tokens exceed what was reserved.
    const extra = { reservationId: extraId(reservationId), reservedTokens: this.#extraTokens }
    if (this.#extraTokens > 0) this.#send({ ...extra, model }, NOTHING)
    for (const { attempt, ...spent } of this.#failed.filter((each) => each.model !== model)) {
      const id = `${reservationId}:attempt-${attempt}`
      this.#send({ reservationId: id, reservedTokens: 0, model: spent.model }, spent.usage)
    }
    const embedded = this.#embedded === null ? {} : { embedded: this.#embedded }
    const own = this.#failed.filter((each) => each.model === model).map((each) => each.usage)
    const part = leased === undefined ? {} : { leased }
    this.#send({ reservationId, reservedTokens, model, ...part, ...embedded }, sumOf([usage, ...own]))
  }

  /** Settles a request whose object was reset, which may have settled it before. */
  recover(model: string, usage: Usage): void {
    this.#isRecovered = true
    this.settle(model, usage)
  }

  async #hold(reservation: Reservation): Promise<void> {
    const { env, ctx } = this.#run
    await reserve(env.RATE_LIMIT, ctx, reservation)
  }

  #send(reservation: Omit<Settlement, 'requestId' | keyof Usage>, usage: Usage): void {
    const { requestId, tenantId, keyId } = this.#run.ctx
    const { promptTokens, completionTokens, estimated, cachedTokens, cacheWriteTokens, reasoningTokens } =
      usage
    const settlement = {
      ...reservation,
      requestId,
      keyId,
      promptTokens,
      completionTokens,
      ...(cachedTokens === undefined ? {} : { cachedPromptTokens: cachedTokens }),
      ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
      ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
      ...(estimated ? { estimated } : {}),
      ...(this.#isRecovered ? { recovered: true as const } : {}),
    }
    settlements.settle(this.#run.env.RATE_LIMIT, tenantId, settlement, this.#run)
  }
}

function sumOf(usages: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number | undefined) =>
    usages.reduce((total, usage) => total + (of(usage) ?? 0), 0)
  return {
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
    cachedTokens: sum(({ cachedTokens }) => cachedTokens),
    cacheWriteTokens: sum(({ cacheWriteTokens }) => cacheWriteTokens),
    reasoningTokens: sum(({ reasoningTokens }) => reasoningTokens),
    estimated: usages.some(({ estimated }) => estimated),
  }
}

function extraId(reservationId: string): string {
  return `${reservationId}:context`
}

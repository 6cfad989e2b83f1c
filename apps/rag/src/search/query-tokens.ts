import type { EmbeddingUse, Reservation } from '@bulkhead/contracts/rate-limit'

import { reservedFor, reserveTokens, settleTokens } from '../embedding/token-budget.ts'
import type { Run } from '../run.ts'

/**
 * The embedding tokens of one search. In an answer they are covered by the answer's reservation, and the
 * answer settles them.
 */
export class QueryTokens {
  readonly #run: Run
  readonly #isAnswers: boolean
  #reservation: Reservation | undefined
  #used: EmbeddingUse | null = null

  constructor(run: Run, payer: 'search' | 'answer') {
    this.#run = run
    this.#isAnswers = payer === 'answer'
    this.#reservation = this.#isAnswers ? undefined : reservedFor(run.ctx)
  }

  get used(): EmbeddingUse | null {
    return this.#used
  }

  /**
   * Fails closed: what is not covered is not embedded. @throws BulkheadError the budget's refusal, or
   * `admission_unavailable`
   */
  async cover(tokens: number): Promise<void> {
    if (!this.#isAnswers) this.#reservation ??= await reserveTokens(this.#run, tokens)
  }

  spend({ model, tokens }: EmbeddingUse): void {
    this.#used = { model, tokens: tokens + (this.#used?.tokens ?? 0) }
  }

  /** Once, at the end of the search; `model` is the one that would have been used, should none have been. */
  settle(model: string): void {
    if (this.#reservation === undefined) return
    settleTokens(this.#run, this.#reservation, this.#used ?? { model, tokens: 0 })
  }
}

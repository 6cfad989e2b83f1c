import type { Reservation } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { BATCHES_PAID_AT_ONCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { reserveTokens, settleTokens } from './token-budget.ts'

/** To reserve and to settle. */
const CALLS = 2

interface Held {
  readonly reservation: Reservation
  readonly model: string
  readonly spent: number
}

/**
 * The tokens of one turn of embedding. One reservation pays for several batches, since each costs calls to
 * another Worker, of which an invocation has few. It pays for twice as many as the one before, so that a
 * small document holds back little of the budget. Should the worker die, the reservation expires and counts
 * as spent at its estimate.
 */
export class TokenPurse {
  readonly #run: Run
  #held: Held | undefined
  #batches = 1
  #batchesMax = BATCHES_PAID_AT_ONCE

  constructor(run: Run) {
    this.#run = run
  }

  /**
   * Whether so many tokens may be spent on the model now. False: this invocation has no calls left to reserve
   * them.
   *
   * @throws BulkheadError the budget's refusal, or `admission_unavailable`
   */
  async holds(tokens: number, model: string): Promise<boolean> {
    const held = this.#held
    if (held?.model === model && held.reservation.tokens - held.spent >= tokens) return true
    this.settle()
    if (!this.#run.serviceCalls.take(CALLS)) return false
    this.#held = { reservation: await this.#reserve(tokens, model), model, spent: 0 }
    return true
  }

  spend(tokens: number): void {
    if (this.#held !== undefined) this.#held = { ...this.#held, spent: this.#held.spent + tokens }
  }

  /** Records what was spent and gives back the rest. */
  settle(): void {
    if (this.#held === undefined) return
    const { reservation, model, spent } = this.#held
    this.#held = undefined
    settleTokens(this.#run, reservation, { tokens: spent, model })
  }

  /** What the budget refuses to several batches it may still grant to one. */
  async #reserve(tokens: number, model: string): Promise<Reservation> {
    const batches = Math.min(this.#batches, this.#batchesMax)
    this.#batches *= 2
    try {
      return await reserveTokens(this.#run, tokens * batches, model)
    } catch (thrown) {
      if (batches === 1 || !isRefusal(thrown) || !this.#run.serviceCalls.take(1)) throw thrown
      this.#batchesMax = 1
      return reserveTokens(this.#run, tokens, model)
    }
  }
}

function isRefusal(thrown: unknown): boolean {
  const { code } = BulkheadError.from(thrown)
  return code === 'budget_exceeded' || code === 'budget_in_flight'
}

import type { Settlement } from '@bulkhead/contracts/rate-limit'

import type { ClosedRow, LedgerStore, UsageRow } from './ledger-store.ts'

/** What came of a batch of settlements. */
export interface Settled {
  readonly recorded: number
  /** The requests that used more than they had reserved, and by how many tokens. */
  readonly excesses: readonly { readonly requestId: string; readonly tokens: number }[]
}

/** All tokens of one settlement, whichever model took them. */
export function usedTokens({ promptTokens, completionTokens, embedded }: Settlement): number {
  return promptTokens + completionTokens + (embedded?.tokens ?? 0)
}

/**
 * What a batch of settlements adds up to. Written at its end: a row of usage per model and few statements,
 * not two for each settlement.
 */
export class SettledBatch {
  readonly #usage = new Map<string, UsageRow>()
  readonly #closed = new Map<string, ClosedRow>()
  readonly #excesses: { requestId: string; tokens: number }[] = []

  /** The same reservation again, before the first is written. */
  has(reservationId: string): boolean {
    return this.#closed.has(reservationId)
  }

  add(
    settlement: Settlement,
    taken: { readonly day: number; readonly reserved: number; readonly nowMs: number },
  ): void {
    const { reservationId: id, requestId, model, promptTokens, completionTokens, embedded } = settlement
    const { day, reserved, nowMs } = taken
    const tokens = usedTokens(settlement)
    this.#count(day, model, { promptTokens, completionTokens })
    if (embedded !== undefined) {
      this.#count(day, embedded.model, { promptTokens: embedded.tokens, completionTokens: 0 })
    }
    this.#closed.set(id, { id, state: 'settled', day, tokens, closed_ms: nowMs })
    if (tokens > reserved) this.#excesses.push({ requestId, tokens: tokens - reserved })
  }

  #count(
    day: number,
    model: string,
    { promptTokens, completionTokens }: Pick<Settlement, 'promptTokens' | 'completionTokens'>,
  ): void {
    const sum = this.#usage.get(`${day} ${model}`)
    this.#usage.set(`${day} ${model}`, {
      day,
      model,
      requests: (sum?.requests ?? 0) + 1,
      prompt_tokens: (sum?.prompt_tokens ?? 0) + promptTokens,
      completion_tokens: (sum?.completion_tokens ?? 0) + completionTokens,
    })
  }

  save(store: LedgerStore): Settled {
    for (const row of this.#usage.values()) store.addUsage(row)
    store.closeAll([...this.#closed.values()])
    return { recorded: this.#closed.size, excesses: this.#excesses }
  }
}

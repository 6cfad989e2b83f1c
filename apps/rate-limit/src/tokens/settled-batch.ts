import type { TokenUse } from '@bulkhead/spending/price'

import type { Books, ClosedRow, UsageRow } from '../page/books.ts'
import type { Count } from './counted.ts'

/** What came of a batch of settlements. */
export interface Settled {
  readonly recorded: number
  /** The requests that used more than they had reserved, and by how much. */
  readonly excesses: readonly { readonly requestId: string; readonly tokens: number }[]
}

/** How a model's use was counted. */
interface Counted {
  readonly charged: number
  readonly isPriced: boolean
  readonly isEstimated: boolean
}

/**
 * What a batch of settlements adds up to. Written at its end: a row of usage per model and key and few
 * statements, not two for each settlement.
 */
export class SettledBatch {
  readonly #usage = new Map<string, UsageRow>()
  readonly #ids = new Set<string>()
  readonly #closed: ClosedRow[] = []
  readonly #excesses: { requestId: string; tokens: number }[] = []

  /** The same reservation again, before the first is written. */
  has(reservationId: string): boolean {
    return this.#ids.has(reservationId)
  }

  add(
    count: Count,
    taken: {
      readonly day: number
      readonly used: number
      readonly reserved: number
      readonly nowMs: number
      /** It may come again in another batch. */
      readonly mustRemember: boolean
    },
  ): void {
    const { reservationId: id, requestId, keyId = '', model, embedded } = count.settlement
    const { day, used, reserved, nowMs } = taken
    const embeddingCost = count.embeddingCost ?? 0
    this.#count({ day, model, keyId }, count.settlement, {
      charged: count.nanoDollars - embeddingCost,
      isPriced: count.cost !== undefined,
      isEstimated: count.settlement.estimated === true,
    })
    if (embedded !== undefined) {
      const use = { promptTokens: embedded.tokens, completionTokens: 0 }
      const isPriced = count.embeddingCost !== undefined
      this.#count({ day, model: embedded.model, keyId }, use, {
        charged: embeddingCost,
        isPriced,
        isEstimated: true,
      })
    }
    this.#ids.add(id)
    if (taken.mustRemember) this.#closed.push({ id, state: 'settled', day, tokens: used, closed_ms: nowMs })
    if (used > reserved) this.#excesses.push({ requestId, tokens: used - reserved })
  }

  #count(
    { day, model, keyId }: { readonly day: number; readonly model: string; readonly keyId: string },
    use: TokenUse,
    { charged, isPriced, isEstimated }: Counted,
  ): void {
    const name = `${day} ${keyId} ${model}`
    const { cachedPromptTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = use
    const row: UsageRow = {
      day,
      model,
      key_id: keyId,
      requests: 1,
      prompt_tokens: use.promptTokens,
      cached_prompt_tokens: cachedPromptTokens,
      cache_write_tokens: cacheWriteTokens,
      completion_tokens: use.completionTokens,
      reasoning_tokens: reasoningTokens,
      estimated_tokens: isEstimated ? use.promptTokens + use.completionTokens : 0,
      nano_dollars: charged,
      unpriced: isPriced ? 0 : 1,
    }
    const sum = this.#usage.get(name)
    this.#usage.set(name, sum === undefined ? row : addUsed(sum, row))
  }

  save(store: Books): Settled {
    store.addUsage([...this.#usage.values()])
    for (const row of this.#closed) store.close(row)
    return { recorded: this.#ids.size, excesses: this.#excesses }
  }
}

/** Of the same day, model and key. */
export function addUsed(sum: UsageRow, row: UsageRow): UsageRow {
  return {
    ...sum,
    requests: sum.requests + row.requests,
    prompt_tokens: sum.prompt_tokens + row.prompt_tokens,
    cached_prompt_tokens: sum.cached_prompt_tokens + row.cached_prompt_tokens,
    cache_write_tokens: sum.cache_write_tokens + row.cache_write_tokens,
    completion_tokens: sum.completion_tokens + row.completion_tokens,
    reasoning_tokens: sum.reasoning_tokens + row.reasoning_tokens,
    estimated_tokens: sum.estimated_tokens + row.estimated_tokens,
    nano_dollars: sum.nano_dollars + row.nano_dollars,
    unpriced: sum.unpriced + row.unpriced,
  }
}

import type { Settlement } from '@bulkhead/contracts/rate-limit'
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import { costOf, priceAt } from '@bulkhead/spending/price'

/** A settlement with what it adds up to. */
export interface Count {
  readonly settlement: Settlement
  /**
   * Where its reservation stands: by itself, in a lease, or nowhere any more, since it was given back. `forgotten`: a
   * crash forgot what has become of it, and its sender does not know either.
   */
  readonly from: 'reservation' | 'lease' | 'nothing' | 'forgotten'
  /** All of them, whichever model took them. */
  readonly tokens: number
  /** Of the model's own use, and of what embedding took; undefined where a price is unknown. */
  readonly cost: number | undefined
  readonly embeddingCost: number | undefined
  /** What counts against budgets in money. */
  readonly nanoDollars: number
}

interface Counted {
  readonly reservedNanoDollars: number
  readonly nowMs: number
  readonly from?: Count['from']
}

/**
 * Counts a settlement at the prices of now. What has no known price counts as much as was reserved for it, if
 * anything was: a budget in money must not be passed by what nobody can price.
 */
export function countOf(
  settlement: Settlement,
  prices: Prices,
  { reservedNanoDollars, nowMs, from = 'reservation' }: Counted,
): Count {
  const { model, promptTokens, completionTokens, embedded } = settlement
  const price = priceAt(prices, model, nowMs)
  const cost = price === undefined ? undefined : costOf(settlement, price)
  const embeddingCost = embedded === undefined ? 0 : embeddingCostOf(embedded, prices, nowMs)
  return {
    settlement,
    from,
    tokens: promptTokens + completionTokens + (embedded?.tokens ?? 0),
    cost,
    embeddingCost,
    nanoDollars: (cost ?? reservedNanoDollars) + (embeddingCost ?? 0),
  }
}

function embeddingCostOf(
  { model, tokens }: NonNullable<Settlement['embedded']>,
  prices: Prices,
  nowMs: number,
): number | undefined {
  const price = priceAt(prices, model, nowMs)
  return price === undefined ? undefined : costOf({ promptTokens: tokens, completionTokens: 0 }, price)
}

import type { Bound, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Price, Prices } from '@bulkhead/contracts/record/tenant-record'

/** Prices are micro-dollars for a million tokens, so one token costs a thousandth of that in nano-dollars. */
const TOKENS_PER_PRICED_NANO_DOLLAR = 1_000

/** The five classes of one model's tokens, of which three are parts of the other two. */
export type TokenUse = Pick<
  Settlement,
  'promptTokens' | 'cachedPromptTokens' | 'cacheWriteTokens' | 'completionTokens' | 'reasoningTokens'
>

/** The price that holds at a moment; undefined when none is known. */
export function priceAt(prices: Prices, model: string, nowMs: number): Price | undefined {
  const price = prices[model]?.findLast(({ effectiveFromMs }) => effectiveFromMs <= nowMs)
  return price === undefined || 'isUnknown' in price ? undefined : price
}

/** What was used, in whole nano-dollars. */
export function costOf(use: TokenUse, price: Price): number {
  const { cachedPrompt = price.prompt, cacheWrite = price.prompt, reasoning = price.completion } = price
  const { cached, written, plain, reasoned, answered } = classesOf(use)
  const cost =
    plain * price.prompt +
    cached * cachedPrompt +
    written * cacheWrite +
    answered * price.completion +
    reasoned * reasoning
  return Math.round(cost / TOKENS_PER_PRICED_NANO_DOLLAR)
}

/** The five classes apart. A part that is larger than its whole counts as the whole. */
function classesOf(use: TokenUse) {
  const { promptTokens, cachedPromptTokens = 0, cacheWriteTokens = 0 } = use
  const { completionTokens, reasoningTokens = 0 } = use
  const cached = Math.min(cachedPromptTokens, promptTokens)
  const written = Math.min(cacheWriteTokens, promptTokens - cached)
  const reasoned = Math.min(reasoningTokens, completionTokens)
  return {
    cached,
    written,
    plain: promptTokens - cached - written,
    reasoned,
    answered: completionTokens - reasoned,
  }
}

/**
 * The most that a request may cost, whichever of its models answers and whatever class its tokens turn out to
 * be of; undefined when the price of one of the models is unknown.
 */
export function mostOf(bound: Bound, prices: Prices, nowMs: number): number | undefined {
  let most = 0
  for (const model of bound.models) {
    const price = priceAt(prices, model, nowMs)
    if (price === undefined) return undefined
    const prompt = Math.max(price.prompt, price.cachedPrompt ?? 0, price.cacheWrite ?? 0)
    const completion = Math.max(price.completion, price.reasoning ?? 0)
    const cost = bound.promptTokens * prompt + bound.completionTokens * completion
    most = Math.max(most, Math.ceil(cost / TOKENS_PER_PRICED_NANO_DOLLAR))
  }
  return most
}

import type { Model } from '@bulkhead/contracts/http/models'

import type { Tokens } from './outcome.ts'

const MILLION = 1_000_000

/** US dollars at today's prices; undefined where the model has none. The ledger has the settled figure. */
export function estimateCost(tokens: Tokens, prices: Model['prices']): number | undefined {
  if (prices === undefined) return undefined
  const cached = Math.min(tokens.cached, tokens.prompt)
  const full = (tokens.prompt - cached) * Number(prices.prompt)
  const reduced = cached * Number(prices.cachedPrompt ?? prices.prompt)
  return (full + reduced + tokens.completion * Number(prices.completion)) / MILLION
}

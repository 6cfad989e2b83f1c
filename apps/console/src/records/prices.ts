import { useQuery } from '@tanstack/react-query'

import { request } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'

/** US dollars for a million tokens, as decimal strings; what is left out costs what its class does. */
export interface ModelPrice {
  readonly prompt: string
  readonly cachedPrompt?: string
  readonly cacheWrite?: string
  readonly completion: string
  readonly reasoning?: string
}

export interface PriceTable {
  readonly version: number
  readonly effectiveFrom: string
  readonly models: Readonly<Record<string, ModelPrice>>
  readonly createdAt?: string
  readonly createdBy?: string
}

export interface Prices extends PriceTable {
  readonly versions: readonly PriceTable[]
}

export const PRICES_PATH = '/admin/v1/prices'

export const pricesQuery = resourceQuery<Prices>(PRICES_PATH)

export interface NewPrices {
  readonly models: Readonly<Record<string, ModelPrice>>
  /** Left out: now. */
  readonly effectiveFrom?: string
}

interface Conditions {
  readonly ifMatch: string | undefined
  readonly reason: string | undefined
}

/** A new version of the table; what was settled before keeps its price. */
export async function putPrices(prices: NewPrices, conditions: Conditions): Promise<void> {
  await request('PUT', PRICES_PATH, { body: prices, ...conditions })
}

/** Models that write answers: those whose answers cost something. */
export function useChatModels(): readonly string[] {
  const { data } = useQuery(pricesQuery)
  const models = Object.entries(data?.data.models ?? {})
  return models.flatMap(([model, { completion }]) => (Number(completion) > 0 ? [model] : []))
}

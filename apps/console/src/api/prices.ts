import { useQuery } from '@tanstack/react-query'

import { resourceQuery } from './resource.ts'

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

const pricesQuery = resourceQuery<Prices>('/admin/v1/prices')

/** Models that write answers: those whose answers cost something. */
export function useChatModels(): readonly string[] {
  const { data } = useQuery(pricesQuery)
  const models = Object.entries(data?.data.models ?? {})
  return models.flatMap(([model, { completion }]) => (Number(completion) > 0 ? [model] : []))
}

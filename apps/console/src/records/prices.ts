import { useQuery } from '@tanstack/react-query'

import { admin, changed, conditions, type Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

export type PriceTable = Schemas['PriceTable']
/** US dollars for a million tokens, as decimal strings; what is left out costs what its class does. */
export type ModelPrice = PriceTable['models'][string]

export const PRICES_PATH = '/admin/v1/prices'

export const pricesQuery = resourceQuery<Schemas['Prices']>(PRICES_PATH)

/** A new version of the table; what was settled before keeps its price. */
export async function putPrices(
  prices: Schemas['PutPrices'],
  given: Parameters<typeof conditions>[0],
): Promise<void> {
  await changed(admin.PUT('/admin/v1/prices', { body: prices, headers: conditions(given) }))
}

/** Models that write answers: those whose answers cost something. */
export function useChatModels(): readonly string[] {
  const { data } = useQuery(pricesQuery)
  const models = Object.entries(data?.data.models ?? {})
  return models.flatMap(([model, { completion }]) => (Number(completion) > 0 ? [model] : []))
}

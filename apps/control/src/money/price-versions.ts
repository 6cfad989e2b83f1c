import type { PutPrices } from '@bulkhead/contracts/http/admin/prices'
import type { NoPrice, Price, Prices } from '@bulkhead/contracts/record/tenant-record'
import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import type { PriceRow } from '../tables/price-table.ts'

type Models = PutPrices['models']
type Catalogue = ReadonlyMap<string, ModelEntry>

/** Version 0: what the catalogue says, from the beginning of time. */
export function catalogueVersion(models: Catalogue): PriceRow {
  const priced = [...models].flatMap(([id, { prices }]) =>
    prices === undefined ? [] : [[id, prices] as const],
  )
  return {
    version: 0,
    models: Object.fromEntries(priced),
    effectiveMs: 0,
    createdMs: 0,
    createdBy: 'catalogue',
  }
}

/** In the order in which they take effect. The one that counts at `nowMs`, and those still to come. */
export function versionsFrom(rows: readonly PriceRow[], models: Catalogue, nowMs: number): PriceRow[] {
  const all = [catalogueVersion(models), ...rows]
  const current = all.findLastIndex(({ effectiveMs }) => effectiveMs <= nowMs)
  return all.slice(Math.max(0, current))
}

/** The prices that count at `nowMs`. */
export function currentPrices(rows: readonly PriceRow[], models: Catalogue, nowMs: number): Models {
  return versionsFrom(rows, models, nowMs)[0]?.models ?? {}
}

/**
 * Why a table that takes effect then would never count: another one has taken its place already. What has
 * begun in the past counts from now on, since what was settled keeps its price.
 */
export function startProblem(
  rows: readonly PriceRow[],
  effectiveMs: number,
  nowMs: number,
): string | undefined {
  const current = rows.findLast((row) => row.effectiveMs <= nowMs)
  if (current === undefined || effectiveMs >= current.effectiveMs) return undefined
  const since = new Date(current.effectiveMs).toISOString()
  return `is before ${since}, since when version ${current.version} counts: this one never would`
}

/** What a tenant's home object needs: the prices of its models, now and as far as they are known. */
export function pricesFor(ids: readonly string[], versions: readonly PriceRow[]): Prices {
  const priced = ids.flatMap((id) => {
    const prices = versions.map((row) => priceIn(row, id))
    const first = prices.findIndex((price) => !('isUnknown' in price))
    return first === -1 ? [] : [[id, prices.slice(first)] as const]
  })
  return Object.fromEntries(priced)
}

function priceIn({ version, effectiveMs, models }: PriceRow, id: string): Price | NoPrice {
  const prices = Object.hasOwn(models, id) ? models[id] : undefined
  if (prices === undefined) return { version, effectiveFromMs: effectiveMs, isUnknown: true }
  const { prompt, cachedPrompt, cacheWrite, completion, reasoning } = prices
  return {
    version,
    effectiveFromMs: effectiveMs,
    prompt: microDollarsOf(prompt),
    ...(cachedPrompt === undefined ? {} : { cachedPrompt: microDollarsOf(cachedPrompt) }),
    ...(cacheWrite === undefined ? {} : { cacheWrite: microDollarsOf(cacheWrite) }),
    completion: microDollarsOf(completion),
    ...(reasoning === undefined ? {} : { reasoning: microDollarsOf(reasoning) }),
  }
}

/** Of a decimal string with at most six places: exact, which a product of floats is not. */
function microDollarsOf(dollars: string): number {
  const [whole = '0', places = ''] = dollars.split('.')
  return Number(whole) * 1_000_000 + Number(places.padEnd(6, '0').slice(0, 6))
}

import type { Price } from '@bulkhead/contracts/record/tenant-record'
import { costOf, priceAt } from '@bulkhead/spending/price'

import type { World } from '../desk/world.ts'
import { dollarsOfNano } from '../money/dollars.ts'
import { pricesFor, versionsFrom } from '../money/price-versions.ts'
import type { AttemptUse } from '../registry-protocol.ts'
import type { PriceRow } from '../tables/price-table.ts'

/** US dollars of all of them; null as soon as the price of one is unknown. */
export function attemptsCost(
  uses: readonly AttemptUse[],
  rows: readonly PriceRow[],
  models: World['models'],
): string | null {
  let sum = 0n
  for (const use of uses) {
    const price = priceOf(use, rows, models)
    if (price === undefined) return null
    sum += BigInt(costOf(use.tokens, price))
  }
  return dollarsOfNano(sum)
}

/** The one that counted at its time. */
function priceOf(
  { model, atMs }: AttemptUse,
  rows: readonly PriceRow[],
  models: World['models'],
): Price | undefined {
  const [current] = versionsFrom(rows, models, atMs)
  return current === undefined ? undefined : priceAt(pricesFor([model], [current]), model, atMs)
}

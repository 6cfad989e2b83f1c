import type { Usage } from '@bulkhead/contracts/http/usage'

import type { UsageLine } from '../usage/usage-line.ts'

/** A tenant's own days as lines by model, as the operators' export has them. */
export function ownLinesOf(days: Usage['days']): UsageLine[] {
  return days.flatMap(({ date, models }) => models.map((line) => ({ date, ...line })))
}

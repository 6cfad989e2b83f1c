import { accept, type Outcome } from '@bulkhead/contracts/outcome'
import type { TenantUsageAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'

import { USAGE_ANSWER_ROWS, USAGE_AT_ONCE } from '../limits.ts'

/** Asks a few tenants at a time until the answer is large enough; a refusal of one refuses all. */
export async function usagePages(
  asks: readonly TenantUsageAsk[],
  read: (ask: TenantUsageAsk) => Promise<Outcome<UsageRowsPage>>,
): Promise<Outcome<readonly UsageRowsPage[]>> {
  const pages: UsageRowsPage[] = []
  let rows = 0
  for (let at = 0; at < asks.length && rows < USAGE_ANSWER_ROWS; at += USAGE_AT_ONCE) {
    for (const outcome of await Promise.all(asks.slice(at, at + USAGE_AT_ONCE).map(read))) {
      if (!outcome.ok) return outcome
      pages.push(outcome.value)
      rows += outcome.value.rows.length
      if (outcome.value.nextCursor !== null) return accept(pages)
    }
  }
  return accept(pages)
}

import { SWEEP_ROWS } from '../limits.ts'
import type { Accounts } from './accounts.ts'

/** What a sweep found in the tenant's own budget of tokens, and whether it took everything. */
export interface Swept {
  readonly count: number
  readonly tokens: number
  readonly isDone: boolean
}

/** Expires what is overdue and forgets what is old, in every ledger. */
export function sweepLedgers(accounts: Accounts, nowMs: number): Swept {
  const own = accounts.tenant.expire(nowMs)
  const others = accounts.all().filter((ledger) => ledger !== accounts.tenant)
  const expired = [own, ...others.map((ledger) => ledger.expire(nowMs))]
  const arePruned = [accounts.tenant, ...others].map((ledger) => ledger.prune(nowMs))
  const isDone = !arePruned.includes(false) && expired.every(({ count }) => count < SWEEP_ROWS)
  return { ...own, isDone }
}

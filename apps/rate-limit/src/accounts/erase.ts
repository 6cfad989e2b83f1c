import type { RequestLimits } from '../requests/request-limits.ts'
import type { Accounts } from './accounts.ts'

/** Forgets who used what, in every budget, and the meters of keys; says how many rows went. */
export function erase(
  { accounts, requests }: { readonly accounts: Accounts; readonly requests: RequestLimits },
  nowMs: number,
): number {
  const swept = requests.sweep(() => undefined, nowMs)
  return accounts.openEvery(nowMs).reduce((sum, ledger) => sum + ledger.erase(nowMs), swept)
}

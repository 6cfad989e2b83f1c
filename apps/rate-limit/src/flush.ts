import { OPEN_QUIET_MS } from './limits.ts'
import type { Memory } from './memory.ts'

type Remembered = Pick<Memory, 'accounts' | 'requests'>

/**
 * Writes what storage does not know, once nothing has happened for `quietMs`. False when there is more to write
 * later: too much for once, or answers that are still being written and most likely end before it matters.
 */
export function flush(
  { accounts, requests }: Remembered,
  { quietMs, nowMs }: { readonly quietMs: number; readonly nowMs: number },
): boolean {
  if (accounts.tenant.hasUnstored && quietMs < OPEN_QUIET_MS) return false
  requests.flush(nowMs)
  const areDone = accounts.all().map((ledger) => ledger.flush(nowMs))
  return !areDone.includes(false)
}

/** After every step: whether a cover of the budget speaks for requests too decides what is stored of them. */
export function secure({ accounts, requests }: Remembered, nowMs: number): void {
  if (accounts.tenant.book.isCovered) requests.cover()
  else requests.secure(nowMs)
}

import { OPEN_QUIET_MS } from '../limits.ts'
import type { Memory } from '../memory.ts'
import { keyLimitOf } from '../plan.ts'

/**
 * Writes what storage does not know, once nothing has happened for `quietMs`. False when there is more to write
 * later: too much for once, or answers that are still being written and most likely end before it matters.
 */
export function flush(
  { accounts, leasing, requests }: Pick<Memory, 'accounts' | 'leasing' | 'requests'>,
  { quietMs, nowMs }: { readonly quietMs: number; readonly nowMs: number },
): boolean {
  leasing.tick(nowMs)
  const isInUse = accounts.tenant.hasUnstored || requests.leased > 0
  if (isInUse && quietMs < OPEN_QUIET_MS) return false
  requests.flush(nowMs)
  const areDone = accounts.recent().map((ledger) => ledger.flush(nowMs))
  return !areDone.includes(false)
}

/** Whether there is nothing that {@link flush} would write. */
export function isStored(
  { accounts, requests }: Pick<Memory, 'accounts' | 'requests'>,
  nowMs: number,
): boolean {
  if (accounts.hasUnsaved || !requests.isStored(nowMs)) return false
  return accounts.recent().every((ledger) => ledger.isStored)
}

/** After every step: whether a cover of the budget speaks for requests too decides what is stored of them. */
export function secure({ accounts, requests }: Pick<Memory, 'accounts' | 'requests'>, nowMs: number): void {
  if (accounts.tenant.book.isCovered) requests.cover()
  else requests.secure(nowMs)
}

/** Forgets the meters of keys that have no limit of their own any more, or have drained. */
export function sweepKeys({ copy, requests }: Pick<Memory, 'copy' | 'requests'>, nowMs: number): void {
  const plan = copy.tenant?.plan
  requests.sweep((keyId) => (plan === undefined ? undefined : keyLimitOf(plan, copy.key(keyId))), nowMs)
}

import type { RequestContext } from '@bulkhead/contracts/context'
import type { Reservation } from '@bulkhead/contracts/rate-limit'

import type { Accounts } from '../accounts/accounts.ts'
import type { Leasing } from '../leases/leasing.ts'
import { isTokenCount } from '../tokens/budget.ts'

/** Gives back a reservation, or a part of a lease: nothing of it was used. */
export function releaseHeld(
  { accounts, leasing }: { readonly accounts: Accounts; readonly leasing: Leasing },
  { keyId }: RequestContext,
  { reservationId, tokens, leased }: Reservation,
  nowMs: number,
): void {
  const claimed = isTokenCount(tokens) ? tokens : 0
  leasing.tick(nowMs)
  if (leased === undefined) accounts.release(reservationId, claimed, keyId, nowMs)
  else leasing.release(reservationId, claimed, { leased, keyId, nowMs })
}

import type { Lease, LeaseAsk } from '@bulkhead/contracts/admission/lease'
import type { RequestContext } from '@bulkhead/contracts/context'
import { accept, type Outcome } from '@bulkhead/contracts/outcome'

import { lesseeOf } from '../leases/lessee-of.ts'
import { identify } from '../record/identify.ts'
import type { Deciding } from './admit-asker.ts'

/** Another lease, measured by what the last one has served. Identity is proven anew; rights are the holder's to check. */
export function leaseAgain(
  { copy, leasing, admissions }: Pick<Deciding, 'copy' | 'leasing' | 'admissions'>,
  ctx: RequestContext,
  { id = ctx.requestId, credentials, demand }: LeaseAsk,
  nowMs: number,
): Outcome<{ readonly lease?: Lease }> {
  leasing.tick(nowMs)
  const known = identify(copy, { credentials, scopes: [] }, nowMs)
  if ('ok' in known) return known
  const lessee = lesseeOf(id, known, credentials)
  const offer = leasing.offer(lessee, demand, nowMs)
  if (offer === undefined) return accept({})
  return accept({ lease: { ...offer, limits: admissions.limits(ctx, lessee.who, nowMs) } })
}

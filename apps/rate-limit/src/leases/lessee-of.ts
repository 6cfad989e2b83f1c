import type { RequestContext } from '@bulkhead/contracts/context'
import type { Credentials } from '@bulkhead/contracts/record/credentials'

import type { Identified } from '../record/identify.ts'
import type { Lessee } from './leasing.ts'

/** Who a lease is for: whoever has just proven the key. */
export function lesseeOf(
  { requestId }: RequestContext,
  { tenant, key }: Identified,
  { sha256 }: Credentials,
): Lessee {
  const { epoch, prices, plan } = tenant
  return { id: `lease_${requestId}`, who: { plan, key }, epoch, prices, sha256 }
}

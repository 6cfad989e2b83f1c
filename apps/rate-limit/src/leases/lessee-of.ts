import type { Credentials } from '@bulkhead/contracts/record/credentials'

import type { Identified } from '../record/identify.ts'
import type { Lessee } from './leasing.ts'

/** Who a lease is for: whoever has just proven the key. `askingId` is the same in every attempt to ask once. */
export function lesseeOf(askingId: string, { tenant, key }: Identified, { sha256 }: Credentials): Lessee {
  const { epoch, prices, plan } = tenant
  return { id: `lease_${askingId}`, who: { plan, key }, epoch, prices, sha256 }
}

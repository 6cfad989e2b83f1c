import type { HintAsk } from '@bulkhead/contracts/record/record-keeper'

import type { Tables } from '../desk/tables.ts'

/** Whether the one thing that is named belongs to any tenant. */
export function hint(
  { tenants, names }: Pick<Tables, 'tenants' | 'names'>,
  { hostname, tenantId, origin }: HintAsk,
): { readonly known: boolean } {
  if (tenantId !== undefined) return { known: tenants.find(tenantId) !== undefined }
  if (hostname !== undefined) return { known: names.ownerOf(hostname) !== undefined }
  return { known: origin !== undefined && names.knowsOrigin(origin) }
}

import { refuse, type Refusal } from '@bulkhead/contracts/outcome'
import type { Ask } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { proofErrorOf } from '@bulkhead/identity/prove-key'
import { rightsErrorOf } from '@bulkhead/identity/rights'

import type { KnownTenant, TenantCopy } from './tenant-copy.ts'

/** A caller whose key is proven and who may do what it asks. */
export interface Identified {
  readonly tenant: KnownTenant
  readonly key: KeyRecord
}

/** Who asks. A refusal says which origins may read it as soon as the key is proven, and not before. */
export function identify(
  copy: TenantCopy,
  ask: Pick<Ask, 'credentials' | 'scopes'>,
  nowMs: number,
): Identified | Refusal {
  const { tenant } = copy
  const key = tenant === undefined ? undefined : copy.key(ask.credentials.keyId)
  const unproven = proofErrorOf(key, ask.credentials, nowMs)
  if (tenant === undefined || key === undefined || unproven?.code === 'api_key_invalid') {
    return refuse(unproven ?? new BulkheadError('api_key_invalid'))
  }
  const error = unproven ?? rightsErrorOf(tenant.config, key, ask)
  if (error === undefined) return { tenant, key }
  return { ...refuse(error), origins: tenant.config.cors.origins }
}

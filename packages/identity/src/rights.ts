import type { Ask } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord, TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/** Why a proven key may not do what is asked; undefined when it may. The first that applies, in this order. */
export function rightsErrorOf(
  config: Pick<TenantSettings, 'id' | 'hostnames' | 'status'>,
  key: Pick<KeyRecord, 'scopes'>,
  { credentials: { named }, scopes }: Pick<Ask, 'credentials' | 'scopes'>,
): BulkheadError | undefined {
  const isAnother =
    (named.tenantId !== undefined && named.tenantId !== config.id) ||
    (named.hostname !== undefined && !config.hostnames.includes(named.hostname))
  if (isAnother) return new BulkheadError('tenant_mismatch')
  if (config.status === 'suspended') return new BulkheadError('tenant_suspended')
  const missing = scopes.filter((scope) => !key.scopes.includes(scope))
  if (missing.length === 0) return undefined
  return new BulkheadError('scope_insufficient', { details: { required: missing } })
}

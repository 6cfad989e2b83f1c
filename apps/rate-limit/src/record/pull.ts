import { within } from '@bulkhead/calls/deadline'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { TenantRecord } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { PULL_TIMEOUT_MS } from '../limits.ts'

/**
 * The tenant's record from the Registry, asked once; undefined when there is no such tenant. @throws
 * BulkheadError `admission_unavailable` when the Registry cannot be asked: then nobody can be identified here
 */
export async function pull(
  control: Pick<RecordKeeper, 'record'>,
  tenantId: TenantId,
): Promise<TenantRecord | undefined> {
  const outcome = await within(PULL_TIMEOUT_MS, control.record(tenantId)).catch((thrown: unknown) => {
    throw new BulkheadError('admission_unavailable', { cause: thrown })
  })
  if (outcome.ok) return outcome.value
  if (outcome.code === 'tenant_not_found') return undefined
  throw new BulkheadError('admission_unavailable', { cause: outcome })
}

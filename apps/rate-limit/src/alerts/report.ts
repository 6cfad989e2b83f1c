import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { Standing } from '@bulkhead/contracts/record/standing'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { LastUses } from '../record/last-uses.ts'
import type { Thresholds } from './thresholds.ts'

/**
 * Sends control the oldest thresholds that it has not heard of. Returns what may be marked as sent. @throws
 * BulkheadError `service_unavailable`
 */
export async function reportThresholds(
  control: Pick<RecordKeeper, 'thresholds'>,
  thresholds: Thresholds,
): Promise<ReturnType<Thresholds['unsent']>> {
  const events = thresholds.unsent()
  if (events.length === 0) return events
  const outcome = await control.thresholds(events)
  if (!outcome.ok) throw new BulkheadError('service_unavailable', { cause: outcome })
  return events
}

interface Reporting {
  readonly tenantId: TenantId
  readonly log: Log
  readonly standing: () => Standing | undefined
}

/** Sends control when keys were last used, and where the tenant stands. A failure is worth a line and no repeat: the next use tells more. */
export async function reportUses(
  control: Pick<RecordKeeper, 'lastUsed'>,
  lastUses: LastUses,
  { tenantId, log, standing }: Reporting,
): Promise<void> {
  if (!lastUses.hasNews) return
  const uses = lastUses.take()
  await control.lastUsed(tenantId, uses, standing()).catch((thrown: unknown) => {
    log.warn('last uses not reported', { tenantId, count: uses.length }, { thrown })
  })
}

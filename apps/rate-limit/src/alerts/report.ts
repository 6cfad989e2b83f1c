import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

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

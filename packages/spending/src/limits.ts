import type { Patience } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/**
 * Settlements of one isolate are sent together: one durable write each would cost three quarters of the
 * throughput, and every call is paid for. Admission asks for less where a budget is near its end.
 */
export const COLLECT_MS = 250
/** One batch is one transaction of the callee, which nothing else of the tenant can run beside. */
export const MAX_BATCH = 200
/** Tenants whose batches an isolate counts; after that it counts anew, as another sender. */
export const MAX_COUNTED_TENANTS = 10_000
/**
 * A batch not sent so long after it was due has lost its sender: the runtime has ended the request or object
 * that was to send it.
 */
export const ORPHANED_AFTER_MS = 1_000

/** The callee de-duplicates by batch, so even a call that may have run is safe to repeat. */
export const PATIENCE = {
  /** Somebody waits for it. */
  reserve: { timeoutMs: 2_000, attempts: 2, backoffMs: 50, retryOn: isAmbiguous },
  settle: { timeoutMs: 10_000, attempts: 3, backoffMs: 200, retryOn: isWorthRepeating },
} as const satisfies Record<string, Patience>

/**
 * Admission answers `admission_unavailable` when its object could not be asked or did not say whether it
 * wrote.
 */
function isWorthRepeating(thrown: unknown): boolean {
  return isAmbiguous(thrown) || BulkheadError.from(thrown).code === 'admission_unavailable'
}

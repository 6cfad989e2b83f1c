import type { Patience } from '@bulkhead/calls/call'
import { isAmbiguous, isOverloaded } from '@bulkhead/calls/transient'

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
  /** Nobody does, and what is lost is in no usage: it outlasts a restart or a release of the callee. */
  settle: { timeoutMs: 20_000, attempts: 8, backoffMs: 200, retryOn: (thrown) => !isOverloaded(thrown) },
} as const satisfies Record<string, Patience>

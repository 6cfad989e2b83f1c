import type { Patience } from '@bulkhead/calls/call'

/** How patiently chat calls what. */
export const PATIENCE = {
  /** An object: repeated only when the runtime says that the call never ran. */
  object: { timeoutMs: 600_000, attempts: 3, backoffMs: 50 },
  /** Retrieval makes an answer better but never holds it up for long; rag retries inside. */
  search: { timeoutMs: 5_000, attempts: 1, backoffMs: 0 },
} as const satisfies Record<string, Patience>

/** A plain completion whose client left is read on for so long: most answers end by then, and `waitUntil` ends at 30 s. */
export const DRAIN_MS = 20_000

/** How much of a conversation goes along with a new message: fits the smallest context (8k) beside sources and answer. */
export const HISTORY_BUDGET_TOKENS = 3_000

/** How much source text goes into one prompt, for the same reason. */
export const SOURCES_BUDGET_TOKENS = 3_000

/** Live events reach the disk in batches: at most this much of a stream is lost when the object dies. */
export const LOG_FLUSH_MS = 250

/** A row holds 2 MB; a character may take three bytes. One event is smaller than a request may be. */
export const LOG_BATCH_CHARS = 256 * 1_024

/** A running turn is looked after this often; the alarm finds one whose object was reset. */
export const LEASE_MS = 30_000

/** Results of an Idempotency-Key and the events of an answer are kept for so long after its end. */
export const KEEP_RESULTS_MS = 24 * 60 * 60 * 1_000

/** A deleted session refuses late writers for so long; no request lives longer. */
export const TOMBSTONE_MS = 60 * 60 * 1_000

/** How many objects are emptied at a time when a tenant is erased. */
export const ERASE_BATCH = 50

/** How many messages leave a session at a time, and how soon it is tried again when the archive is unavailable. */
export const RETIRE_BATCH = 500
export const RETIRE_RETRY_MS = 10 * 60 * 1_000

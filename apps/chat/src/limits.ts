import type { Patience } from '@bulkhead/calls/call'

/** How patiently chat calls what. */
export const PATIENCE = {
  /** A Durable Object: asked again only if the runtime says that the call never ran. */
  object: { timeoutMs: 600_000, attempts: 3, backoffMs: 50 },
  /** Retrieval makes an answer better but must not delay it for long; rag retries inside. */
  search: { timeoutMs: 5_000, attempts: 1, backoffMs: 0 },
} as const satisfies Record<string, Patience>

/**
 * When its client leaves, a plain completion is read on for this long: most answers end by then, and
 * `waitUntil` ends at 30 s.
 */
export const DRAIN_MS = 20_000

/**
 * A model marked as reasoning may think for longer than proxies wait for a first byte. What fails sooner than
 * this is still a proper HTTP error; after it the stream is opened, and failures come in band.
 */
export const REASONING_OPEN_MS = 2_000

/**
 * How much history is sent with a new message: it fits the smallest context (8k) beside sources and answer.
 */
export const HISTORY_BUDGET_TOKENS = 3_000

/** How much source text goes into one prompt, for the same reason. */
export const SOURCES_BUDGET_TOKENS = 3_000

/** Kept back for system prompt, instructions and tools where a conversation is cut to what fits. */
export const SYSTEM_BUDGET_TOKENS = 2_000

/** A rewritten question is worth a short wait: the answer waits for it, and goes on without it. */
export const REWRITE_TIMEOUT_MS = 3_000
/** A query is one line. */
export const REWRITE_MAX_TOKENS = 128
export const REWRITE_MAX_CHARS = 1_000
/** A longer question says what it is about. */
export const REWRITE_QUESTION_CHARS = 500
/** What a question leans on was said shortly before, and at the beginning of what was said. */
export const REWRITE_EXCHANGES = 3
export const REWRITE_TEXT_CHARS = 600

/** A row takes 2 MB: items of a response that is kept leave room for what it will say. */
export const MAX_KEPT_INPUT_BYTES = 1_000_000

/** One frame of a screen: what a model says faster is written together, since each write is a step through two Workers. */
export const WRITE_EVERY_MS = 16

/**
 * Live events reach the disk in batches: the first after this time…
 */
export const LOG_FIRST_MS = 250
/** …and later ones after this time, or once so much has come: no more is lost when the object dies. */
export const LOG_FLUSH_MS = 1_000
export const LOG_FLUSH_CHARS = 2_048

/** A row takes 2 MB, and a character may take three bytes. No event is larger than a request may be. */
export const LOG_BATCH_CHARS = 256 * 1_024

/** A running turn is checked this often; that is how the alarm finds one whose object was reset. */
export const LEASE_MS = 30_000

/** Results of an Idempotency-Key and the events of an answer are kept this long after its end. */
export const KEEP_RESULTS_MS = 24 * 60 * 60 * 1_000

/** A deleted session refuses late writers for this long; no request lives longer. */
export const TOMBSTONE_MS = 60 * 60 * 1_000

/** How many objects are emptied at a time when a tenant is erased. */
export const ERASE_BATCH = 50

/**
 * How many messages leave a session at a time, and how soon it is tried again when the archive is
 * unavailable.
 */
export const RETIRE_BATCH = 500
export const RETIRE_RETRY_MS = 10 * 60 * 1_000

/** Each is a call of its session: more are a conversation that is better continued than named. */
export const MAX_REFERENCED_RESPONSES = 100
export const REFERENCES_AT_ONCE = 6

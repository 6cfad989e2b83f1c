import type { Patience } from '@bulkhead/calls/call'
import { DeadlinePassed } from '@bulkhead/calls/deadline'

/**
 * How long an isolate uses what it has read, and how long it skips a store that has failed. KV's own delay is
 * added.
 */
export const CACHE_MS = 30_000
/** Tenants whose record an isolate remembers. */
export const MAX_CACHED_TENANTS = 1_000

/**
 * One try and two retries. A request waits this long for its flags at most, and once in {@link CACHE_MS} at
 * most.
 */
export const FLAG_READ: Patience = {
  timeoutMs: 100,
  attempts: 3,
  backoffMs: 10,
  retryOn: (thrown) => !(thrown instanceof DeadlinePassed),
}

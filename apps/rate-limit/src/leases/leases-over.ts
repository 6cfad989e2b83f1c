import { sleep } from '@bulkhead/calls/backoff'

import { LEASE_OVER_MS } from '../limits.ts'

/** Leases are returned before their time as a rule; it is looked this often. */
const LOOK_EVERY_MS = 25

/**
 * Resolves once no lease is in use, `untilMs` being when the last one ends. Counts its own time besides: a clock that
 * is put back keeps nobody waiting.
 */
export async function leasesOver(untilMs: () => number): Promise<void> {
  for (let waitedMs = 0; waitedMs < LEASE_OVER_MS; waitedMs += LOOK_EVERY_MS) {
    if (untilMs() <= Date.now()) return
    await sleep(LOOK_EVERY_MS)
  }
}

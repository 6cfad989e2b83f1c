import { fullJitterMs } from '@bulkhead/calls/backoff'

import { RETRY_BASE_MS, RETRY_CAP_MS } from '../limits.ts'

/** At least half of the doubled delay, so that it does grow; never more than a minute. */
export function growingDelayMs(attempt: number): number {
  const most = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt)
  return Math.round(most / 2 + fullJitterMs(1, most / 2, most / 2))
}

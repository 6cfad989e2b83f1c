import type { RequestLimit } from '@bulkhead/contracts/limits'

/** Throws when in any stretch of time up to the last request more came than the burst and what refills in it. */
export function checkRequests(
  { burst, requestsPerMinute }: RequestLimit,
  admittedMs: readonly number[],
  skewMs: number,
): void {
  const last = admittedMs.at(-1) ?? 0
  for (const [at, ms] of admittedMs.entries()) {
    const count = admittedMs.length - at
    const refilled = ((last - ms + skewMs) * requestsPerMinute) / 60_000
    if (count > burst + refilled + 1e-6) throw new Error(`${count} requests at once`)
  }
}

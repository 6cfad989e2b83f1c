/** Of a tenant's requests a minute, what looking may take. */
const SHARE = 0.05
const MINUTE_MS = 60_000

let requestsPerMinute: number | undefined

/** What the newest answer to a tenant's key says of the tenant's limit. */
export function noteRequestLimit(limit: number | undefined): void {
  requestsPerMinute = limit ?? requestsPerMinute
}

/** How often to look again with a tenant's key: the tenant's own requests need the limit more. */
export function pacedMs(everyMs: number): number {
  return requestsPerMinute === undefined
    ? everyMs
    : Math.max(everyMs, Math.round(MINUTE_MS / (requestsPerMinute * SHARE)))
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** No lease is in use for longer than 800 ms after it was given. */
const LEASES_OVER_MS = 1_000

/** Until the tenants' home objects decide again: a busy tenant is admitted from leases, without asking them. */
export function leasesOver(): Promise<void> {
  return pause(LEASES_OVER_MS)
}

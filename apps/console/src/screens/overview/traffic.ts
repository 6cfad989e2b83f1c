import type { RequestSummary } from '../../records/overview.ts'

/** What the newest requests of tenants say. */
export interface Traffic {
  readonly requests: number
  /** Over the time that the sample covers; undefined for fewer than two requests. */
  readonly perMinute: number | undefined
  readonly failedShare: number | undefined
  readonly p95Ms: number | undefined
  readonly since: string | undefined
}

const MINUTE_MS = 60_000
const P95 = 0.95

/** Operators' own requests are not traffic. */
export function trafficOf(requests: readonly RequestSummary[], now: number): Traffic {
  const ofTenants = requests.filter(
    ({ route }) => route?.startsWith('/v1') === true || route?.startsWith('/mcp') === true,
  )
  const since = ofTenants.at(-1)?.at
  const minutes = since === undefined ? 0 : (now - Date.parse(since)) / MINUTE_MS
  const failed = ofTenants.filter(({ status }) => status !== undefined && status >= 500).length
  return {
    requests: ofTenants.length,
    perMinute: ofTenants.length < 2 || minutes <= 0 ? undefined : ofTenants.length / minutes,
    failedShare: ofTenants.length === 0 ? undefined : failed / ofTenants.length,
    p95Ms: percentile(ofTenants.flatMap(({ latencyMs }) => latencyMs ?? [])),
    since,
  }
}

function percentile(values: readonly number[]): number | undefined {
  const ascending = values.toSorted((left, right) => left - right)
  return ascending[Math.ceil(P95 * ascending.length) - 1]
}

import type { LogLine } from '../log-line.ts'
import type { Point } from '../point.ts'

const LIMIT_CODES: ReadonlySet<string> = new Set(['rate_limited', 'budget_exceeded', 'budget_in_flight'])

/** Of the one line that the gateway writes for each request. */
export function requestPoints(line: LogLine): Point[] {
  const { tenantId = 'none', route, method, status, latencyMs, errorCode, refusedBy } = line
  if (route === undefined || method === undefined || status === undefined || latencyMs === undefined)
    return []
  const points: Point[] = [
    { name: 'requests_total', value: 1, labels: { tenantId, route, method, status } },
    { name: 'latency_ms_histogram', value: latencyMs, labels: { tenantId, route } },
  ]
  if (errorCode !== undefined && status >= 500) {
    points.push({ name: 'errors_total', value: 1, labels: { tenantId, route, error_type: errorCode } })
  }
  if (errorCode !== undefined && LIMIT_CODES.has(errorCode)) {
    points.push({ name: 'rate_limited_total', value: 1, labels: { tenantId } })
  }
  // Counts only refusals: each hit saves the call that the refusal would have cost.
  if (refusedBy !== undefined) {
    const name = refusedBy === 'memory' ? 'cache_hits_total' : 'cache_misses_total'
    points.push({ name, value: 1, labels: { tenantId, cache_name: 'refusals' } })
  }
  return points
}

import type { Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

export type RequestSummary = Schemas['Request']
export type UsageLine = Schemas['UsageLine']

const LIVE_MS = 10_000
const DAY_MS = 86_400_000
const SAMPLE = '100'

/** The newest requests, from which rates are read. */
export const newestRequestsQuery = resourceQuery<Schemas['Requests']>('/admin/v1/requests', {
  query: { limit: SAMPLE },
  everyMs: LIVE_MS,
})

/** What was used, by day, from yesterday on. */
export function twoDaysQuery(now: number) {
  const query = { from: dayOf(now - DAY_MS), to: dayOf(now), groupBy: 'day' }
  return resourceQuery<Schemas['UsageExport']>('/admin/v1/usage', {
    query,
    everyMs: LIVE_MS * 3,
  })
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

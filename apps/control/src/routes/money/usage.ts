import { UsageQuery } from '@bulkhead/contracts/http/admin/usage'
import { invalid } from '@bulkhead/http/read-body'

import { EVERYBODY, workerRoute } from '../../route.ts'
import { exportUsage } from '../../usage/export-usage.ts'

const DAY_MS = 86_400_000
/** Home objects keep their days for about two months. */
const MAX_DAYS = 62

export const getUsage = workerRoute({
  method: 'GET',
  path: '/admin/v1/usage',
  roles: EVERYBODY,
  summary: 'What was used and what it cost, to the last settled token; streamed',
  query: UsageQuery,
  serve: async (call, { query }) => {
    const to = query.to ?? today()
    const from = query.from ?? `${to.slice(0, 8)}01`
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
    if (days < 1) throw invalid([{ path: 'from', message: 'must not be after to' }])
    if (days > MAX_DAYS)
      throw invalid([{ path: 'from', message: `must be at most ${MAX_DAYS} days before to` }])
    const groupBy = query.groupBy ?? ['day', 'tenant', 'model']
    return { response: exportUsage(call, { ...query, from, to, groupBy }) }
  },
})

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

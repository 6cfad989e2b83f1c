import { UsageQuery } from '@bulkhead/contracts/http/admin/usage'
import { invalid } from '@bulkhead/http/read-body'
import { isTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { registryOf } from '../../registry-of.ts'
import { EVERYBODY, workerRoute, type WorkerCall } from '../../route.ts'
import { ask } from '../../tenant-call.ts'
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
    const { tenant, top, format } = query
    const some = await someTenants(call, { tenant, top, sinceMs: Date.parse(from) })
    return { response: exportUsage(call, { from, to, groupBy, format, ...some }) }
  },
})

/** One tenant, or the largest; nothing for all of them. */
async function someTenants(
  call: WorkerCall,
  { tenant, top, sinceMs }: Pick<UsageQuery, 'tenant' | 'top'> & { readonly sinceMs: number },
) {
  if (tenant === undefined && top === undefined) return {}
  if (tenant !== undefined && !isTenantId(tenant)) {
    throw invalid([{ path: 'tenant', message: 'must be a tenant id: 1-32 of a-z, 0-9 and -' }])
  }
  const wanted = { tenant, top: top ?? 1, sinceMs }
  const { ids, known } = await ask(call, 'registry', () => registryOf(call.env).usageTenants(wanted))
  return { ids, ...(top === undefined ? {} : { tenants: { asked: ids.length, known } }) }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

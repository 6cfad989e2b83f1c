import { EVERYBODY, workerRoute } from '../../route.ts'
import { ask, contextOf } from '../../tenant-call.ts'

export const getTenantUsage = workerRoute({
  method: 'GET',
  path: '/admin/v1/tenants/:id/usage',
  roles: EVERYBODY,
  summary: 'Where each limit of a tenant stands, and what was used by day, model and key',
  serve: async (call) => {
    const ctx = contextOf(call)
    return { response: Response.json(await ask(call, 'rate-limit', () => call.env.RATE_LIMIT.usage(ctx))) }
  },
})

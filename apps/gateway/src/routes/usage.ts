import { ask } from '../callee.ts'
import { nothing } from '../json-body.ts'
import { READ_TIMEOUT_MS } from '../limits.ts'
import { planOf } from '../plan-of.ts'
import { tenantRoute } from '../route.ts'

export const usage = tenantRoute({
  method: 'GET',
  path: '/v1/usage',
  scopes: ['usage:read'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    const plan = planOf(call.tenant.config)
    const { limits, days } = await ask(call, 'rate-limit', () =>
      call.exchange.env.RATE_LIMIT.usage(call.ctx, plan),
    )
    return Response.json({ limits, days })
  },
})

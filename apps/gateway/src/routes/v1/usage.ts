import { Usage } from '@bulkhead/contracts/http/usage'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const usage = tenantRoute({
  method: 'GET',
  path: '/v1/usage',
  scopes: ['usage:read'],
  operation: { summary: 'What was used, and what is left of each limit', response: Usage },
  probes: () => [{}],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const { limits, days } = await ask(call, 'rate-limit', () =>
      call.exchange.env.RATE_LIMIT.usage(call.ctx, call.tenant.plan),
    )
    return Response.json({ limits, days })
  },
})

import * as z from 'zod/mini'

import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import { adminCall } from './admin-call.ts'

export const retryTenantDocuments = adminRoute({
  method: 'POST',
  path: '/admin/tenants/:id/documents/retry',
  operation: {
    summary: "Retry all of a tenant's failed documents",
    response: z.object({ retried: z.int() }),
  },
  probes: ({ owner }) => [{ params: { id: owner } }],
  reads: nothing,
  handle: async (exchange) => {
    const call = await adminCall(exchange)
    const { retried } = await ask(call, 'rag', () => exchange.env.RAG.retryAll(call.ctx))
    return Response.json({ retried })
  },
})

import * as z from 'zod/mini'

import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import { adminCall } from './admin-call.ts'

const Erased = z.object({
  documents: z.int(),
  chunks: z.int(),
  sessions: z.int(),
  messages: z.int(),
  usageRows: z.int(),
})

export const eraseTenant = adminRoute({
  method: 'DELETE',
  path: '/admin/tenants/:id/data',
  operation: {
    summary: "Erase a tenant's data",
    description:
      'Documents, conversations and usage. Answers how much was erased; safe to repeat until every count is 0.',
    response: Erased,
  },
  probes: ({ owner }) => [{ params: { id: owner } }],
  reads: nothing,
  handle: async (exchange) => {
    const call = await adminCall(exchange)
    const { env } = exchange
    const rag = await ask(call, 'rag', () => env.RAG.erase(call.ctx))
    const chat = await ask(call, 'chat', () => env.CHAT.erase(call.ctx))
    const usage = await ask(call, 'rate-limit', () => env.RATE_LIMIT.erase(call.ctx))
    return Response.json({
      documents: rag.documents,
      chunks: rag.chunks,
      sessions: chat.sessions,
      messages: chat.messages,
      usageRows: usage.rows,
    })
  },
})

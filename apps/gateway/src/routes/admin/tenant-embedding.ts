import * as z from 'zod/mini'

import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { adminRoute } from '../../route.ts'
import { adminCall } from './admin-call.ts'

const EmbeddingModel = z.object({ model: z.string(), dimensions: z.int() })

/** Asking also starts the change for a tenant that has been idle since the deployment's model changed. */
export const getTenantEmbedding = adminRoute({
  method: 'GET',
  path: '/admin/tenants/:id/embedding',
  operation: {
    summary: "Which embedding model a tenant's documents are searched with",
    description:
      '`stamp` is null while the tenant has no vectors. `move` is the progress of a change of the model; it is null when there is none.',
    response: z.object({
      stamp: z.nullable(EmbeddingModel),
      move: z.nullable(z.object({ to: EmbeddingModel, documents: z.int(), moved: z.int() })),
    }),
  },
  probes: ({ owner }) => [{ params: { id: owner } }],
  reads: nothing,
  handle: async (exchange) => {
    const call = await adminCall(exchange)
    return Response.json(await ask(call, 'rag', () => exchange.env.RAG.embeddingProgress(call.ctx)))
  },
})

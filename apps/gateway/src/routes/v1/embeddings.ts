import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import { EmbeddingsRequest } from '@bulkhead/contracts/http/embeddings'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/json-body.ts'
import { tenantRoute } from '../../route.ts'

export const embeddings = tenantRoute<EmbeddingsRequest>({
  method: 'POST',
  path: '/v1/embeddings',
  scopes: ['chat'],
  timeoutMs: READ_TIMEOUT_MS,
  read: jsonBody(EmbeddingsRequest),
  tokens: ({ input }) => estimatePromptTokens(typeof input === 'string' ? [input] : input),
  handle: async (call, request) =>
    Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.embed(call.ctx, request))),
})

import { rankingTokens } from '@bulkhead/ai/ranking-tokens'
import { RerankReply, RerankRequest, textOfDocument } from '@bulkhead/contracts/http/rerank'

import { EMBEDDINGS_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const rerank = tenantRoute({
  method: 'POST',
  path: '/v1/rerank',
  scopes: ['search'],
  operation: {
    summary: 'Rank texts by a query',
    description:
      'In the shape of Cohere and Jina: up to 1,000 documents, best first. The model reads a few hundred words of each.',
    response: RerankReply,
    errors: ['model_not_found', 'ai_unavailable', 'ai_timeout'],
  },
  probes: ({ words }) => [
    { body: { query: 'ballast', documents: [words('rerank'), 'A keel.'] } },
    { body: { query: words('rerank'), documents: [{ text: 'A keel.' }], top_n: 1 } },
  ],
  timeoutMs: EMBEDDINGS_TIMEOUT_MS,
  reads: jsonBody(RerankRequest),
  bound: ({ query, documents }, _, catalogue) => ({
    promptTokens: rankingTokens(query, documents.map(textOfDocument)),
    completionTokens: 0,
    models: catalogue.idsOf('rerank'),
  }),
  handle: async (call, request) =>
    Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.rerank(call.ctx, request))),
})

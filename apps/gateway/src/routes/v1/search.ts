import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { SEARCH_MODES, SearchReply, SearchRequest } from '@bulkhead/contracts/http/search'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const search = tenantRoute({
  method: 'POST',
  path: '/v1/search',
  scopes: ['search'],
  operation: {
    summary: 'Search the documents',
    description:
      'By words and by meaning. When one of the two is unavailable, the other answers, and `warnings` says so.',
    response: SearchReply,
    errors: ['retrieval_unavailable'],
  },
  probes: ({ owner }) => [
    ...SEARCH_MODES.map((mode) => ({
      body: { query: 'ballast', mode, filter: { owner } },
      foreign: 'served' as const,
    })),
    // Without a filter every caller finds its own.
    { body: { query: 'ballast', topK: 50 } },
  ],
  timeoutMs: READ_TIMEOUT_MS,
  reads: jsonBody(SearchRequest),
  bound: ({ query, mode }, _, catalogue) => ({
    promptTokens: mode === 'words' ? 0 : estimateTokens(query),
    completionTokens: 0,
    models: catalogue.idsOf('embedding'),
  }),
  handle: async (call, request) => {
    const { env } = call.exchange
    const { results, warnings } = await ask(call, 'rag', () =>
      env.RAG.search(call.ctx, call.tenant.rag, request),
    )
    return Response.json({ results, warnings })
  },
})

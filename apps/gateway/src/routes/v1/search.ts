import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { SearchRequest } from '@bulkhead/contracts/http/search'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/json-body.ts'
import { tenantRoute } from '../../route.ts'

export const search = tenantRoute<SearchRequest>({
  method: 'POST',
  path: '/v1/search',
  scopes: ['search'],
  timeoutMs: READ_TIMEOUT_MS,
  read: jsonBody(SearchRequest),
  tokens: ({ query, mode }) => (mode === 'words' ? 0 : estimateTokens(query)),
  handle: async (call, request) => {
    const { env } = call.exchange
    const { results, warnings } = await ask(call, 'rag', () =>
      env.RAG.search(call.ctx, call.tenant.rag, request),
    )
    return Response.json({ results, warnings })
  },
})

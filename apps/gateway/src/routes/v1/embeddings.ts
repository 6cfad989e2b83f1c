import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import { embeddingInputs, EmbeddingsRequest, EmbeddingsResponse } from '@bulkhead/contracts/http/embeddings'

import { EMBEDDINGS_TIMEOUT_MS, MAX_EMBEDDINGS_BYTES } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const embeddings = tenantRoute({
  method: 'POST',
  path: '/v1/embeddings',
  scopes: ['chat'],
  operation: {
    summary: 'Embed texts',
    description:
      'OpenAI-compatible: up to 2,048 texts at once, or lists of token ids where the embedding model is served by a server that speaks the same API; Workers AI takes texts alone.',
    response: EmbeddingsResponse,
    errors: ['ai_unavailable', 'ai_timeout'],
  },
  probes: ({ embeddingModel, words }) => [
    { body: { model: embeddingModel, input: words('embedding') }, foreign: 'model_not_found' },
  ],
  maxBytes: MAX_EMBEDDINGS_BYTES,
  timeoutMs: EMBEDDINGS_TIMEOUT_MS,
  reads: jsonBody(EmbeddingsRequest, MAX_EMBEDDINGS_BYTES),
  bound: (request, _, catalogue) => ({
    promptTokens: estimatePromptTokens(embeddingInputs(request)),
    completionTokens: 0,
    models: catalogue.idsOf('embedding'),
  }),
  handle: async (call, request) =>
    Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.embed(call.ctx, request))),
})

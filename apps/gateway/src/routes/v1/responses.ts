import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import { ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import { fileSearchOf, ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

import { AI_MARGIN_MS, MAX_CHAT_BYTES } from '../../limits.ts'
import { AI_ERRORS, sendAiReply } from '../../reply/send-ai-reply.ts'
import { RESPONSE_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'
import { answeringModels } from '../../tenants/tenant.ts'

export const createResponse = tenantRoute({
  method: 'POST',
  path: '/v1/responses',
  scopes: ['chat'],
  operation: {
    summary: 'Make a response',
    description:
      'The Responses API of OpenAI and Open Responses: their clients work unchanged. A response is an answer of a session: `previous_response_id` continues it, `store: false` keeps nothing. `file_search` consults your documents (scope `search` too) and annotates with checked citations. A stream ends with `response.completed`, `response.incomplete` or `response.failed`.',
    response: ResponseObject,
    streams: true,
    errors: [...AI_ERRORS, 'session_busy', 'storage_unavailable'],
  },
  probes: ({ model, words, owner }) => {
    const input = words('response')
    const search = { type: 'file_search' as const, filters: { type: 'eq', key: 'owner', value: owner } }
    return [
      { body: { model, input }, foreign: 'model_not_found' },
      {
        body: { input: `What is the ballast of ${input}?`, tools: [search] },
        foreign: 'served',
      },
      { body: { input }, hasKey: true, foreign: 'served' },
      { body: { input, store: false, stream: true } },
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  maxBytes: MAX_CHAT_BYTES,
  reads: jsonBody(ResponsesRequest, MAX_CHAT_BYTES),
  moreScopes: (request) => (fileSearchOf(request) === undefined ? [] : ['search']),
  keepsResults: true,
  // Items, tools and what was said before are reserved by chat on top, as histories and sources are.
  bound: ({ input, instructions, max_output_tokens: asked, model }, tenant) => {
    const { systemPrompt = '', maxOutputTokens } = tenant.config.chat
    const text = typeof input === 'string' ? input : ''
    return {
      promptTokens: estimatePromptTokens([text, instructions ?? '', systemPrompt]),
      completionTokens: Math.min(asked ?? maxOutputTokens, maxOutputTokens),
      models: answeringModels(tenant, model ?? undefined),
    }
  },
  handle: async (call, request) => {
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.respond(call.ctx, call.tenant.chat, request))
    return sendAiReply(call.exchange, reply, RESPONSE_EVENTS)
  },
})

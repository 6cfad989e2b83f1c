import type { Catalogue } from '@bulkhead/ai/catalogue'
import { estimatePrompt } from '@bulkhead/ai/estimate-prompt'
import { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { ChatCompletion } from '@bulkhead/contracts/http/openai/chat-completion'
import type { Bound } from '@bulkhead/contracts/rate-limit'

import { AI_MARGIN_MS, MAX_CHAT_BYTES } from '../../limits.ts'
import { AI_ERRORS, sendAiReply } from '../../reply/send-ai-reply.ts'
import { OPENAI_CHUNKS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { writtenBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'
import { answeringModels, type Tenant } from '../../tenants/tenant.ts'

export const chatCompletions = tenantRoute({
  method: 'POST',
  path: '/v1/chat/completions',
  scopes: ['chat'],
  operation: {
    summary: 'Answer a conversation',
    description:
      'OpenAI-compatible: OpenAI\'s clients work unchanged. Fields that Bulkhead does not know go to providers that speak the same API; `model` is optional; `max_tokens` is lowered to the tenant\'s own ceiling. A stream ends with `data: [DONE]` or, when it fails, with a chunk that has `error` and `finish_reason: "error"`.',
    response: ChatCompletion,
    streams: true,
    errors: AI_ERRORS,
  },
  probes: ({ model, words }) => {
    const messages = [
      { role: 'system' as const, content: words('system') },
      { role: 'user' as const, content: words('prompt') },
    ]
    return [
      { body: { model, messages }, foreign: 'model_not_found' },
      { body: { messages }, hasKey: true, foreign: 'served' },
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  maxBytes: MAX_CHAT_BYTES,
  reads: writtenBody(ChatCompletionRequest, MAX_CHAT_BYTES),
  keepsResults: true,
  bound: ({ request }, tenant, catalogue) => boundOf(request, tenant, catalogue),
  handle: async (call, { request, written }) => {
    const { env } = call.exchange
    const { completion } = call.tenant
    const reply = await ask(call, 'chat', () => env.CHAT.complete(call.ctx, completion, request, written))
    return sendAiReply(call.exchange, reply, OPENAI_CHUNKS)
  },
})

/**
 * The estimate of the prompt plus the maximum output. Tools and schemas are part of the prompt, so their JSON
 * counts too.
 */
function boundOf(request: ChatCompletionRequest, tenant: Tenant, catalogue: Catalogue): Bound {
  const { systemPrompt, maxOutputTokens, model, fallbackModels } = tenant.config.chat
  const { messages, tools, response_format: format } = request
  const models = catalogue.familiesOf([request.model ?? model, ...fallbackModels])
  const asked = request.max_completion_tokens ?? request.max_tokens ?? maxOutputTokens
  return {
    promptTokens: estimatePrompt({ messages, models, extras: [systemPrompt, tools, format] }),
    completionTokens: Math.min(asked, maxOutputTokens),
    models: answeringModels(tenant, request.model ?? undefined),
  }
}

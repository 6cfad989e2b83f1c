import type { ModelCall, ModelRequest } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'

import { modelsFor } from '../generation/models.ts'

/** What is ours to decide. Everything else goes to the provider as it came. */
const OURS: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'stream',
  'max_tokens',
  'max_completion_tokens',
  'n',
  'best_of',
])

/** The tenant's system prompt comes first, and its ceiling on output holds whatever the request says. */
export function completionCall(
  ctx: RequestContext,
  tenant: ChatTenant,
  request: ChatCompletionRequest,
): ModelCall {
  const { systemPrompt, maxOutputTokens, timeouts } = tenant.chat
  const system = systemPrompt === undefined ? [] : [{ role: 'system', content: systemPrompt } as const]
  const asked = request.max_completion_tokens ?? request.max_tokens ?? maxOutputTokens
  return {
    ctx,
    models: modelsFor(tenant, request.model),
    timeouts,
    request: {
      messages: [...system, ...request.messages],
      maxTokens: Math.min(asked, maxOutputTokens),
      parameters: parametersOf(request),
    },
  }
}

/** Null means "left out", as OpenAI's clients send it. */
function parametersOf(request: ChatCompletionRequest): ModelRequest['parameters'] {
  const given = Object.entries(request).filter(([name, value]) => value != null && !OURS.has(name))
  return Object.fromEntries(given)
}

import type { ModelCall, ModelRequest } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'

import { modelsFor } from '../generation/models.ts'

/** What goes to the model as it came; everything else in the request is ours to decide. */
const PASSED_THROUGH = [
  'temperature',
  'top_p',
  'presence_penalty',
  'frequency_penalty',
  'stop',
  'seed',
  'tools',
  'tool_choice',
  'response_format',
] as const satisfies readonly (keyof ChatCompletionRequest)[]

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

function parametersOf(request: ChatCompletionRequest): ModelRequest['parameters'] {
  const parameters: Record<string, unknown> = {}
  for (const name of PASSED_THROUGH) if (request[name] != null) parameters[name] = request[name]
  return parameters
}

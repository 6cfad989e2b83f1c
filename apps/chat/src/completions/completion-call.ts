import { parseJson, recordOf } from '@bulkhead/ai/json/json'
import type { ModelCall, ModelRequest, Written } from '@bulkhead/ai/model-request'
import type { CompletionTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import {
  ChatMessages,
  type ChatCompletionRequest,
  type ChatMessage,
} from '@bulkhead/contracts/http/chat-completions'

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
  tenant: CompletionTenant,
  request: ChatCompletionRequest,
  written?: string,
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
      ownMessages: system.length,
      maxTokens: Math.min(asked, maxOutputTokens),
      parameters: parametersOf(request),
      written: written === undefined ? undefined : writtenOf(system, written),
    },
  }
}

/** The request again, with its numbers as they were written. */
function writtenOf(system: readonly ChatMessage[], text: string): Written {
  const request = recordOf(parseJson(text))
  const messages = [...system, ...ChatMessages.parse(request['messages'])]
  return { messages, parameters: parametersOf(request) }
}

/** Null means "left out", as OpenAI's clients send it. */
function parametersOf(request: Readonly<Record<string, unknown>>): ModelRequest['parameters'] {
  const given = Object.entries(request).filter(([name, value]) => value != null && !OURS.has(name))
  return Object.fromEntries(given)
}

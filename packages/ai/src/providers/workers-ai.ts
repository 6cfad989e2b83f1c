import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'

import { messageText } from '../model-request.ts'
import { classifyThrown } from '../refusals/classify-error.ts'
import type { Provider, ProviderRequest } from './provider.ts'

/** The part of the `AI` binding that text generation needs; `LocalAi` has the same shape. */
export interface AiBinding {
  run(model: string, inputs: unknown, options?: object): Promise<unknown>
}

/**
 * `env.AI.run`, through the AI Gateway if there is one. Its own retries are off: ours would multiply with them.
 *
 * The signal stays here: over a service binding (the local stand-in) workerd counts one that never fires as a hung request. Cancelling the
 * stream stops a streamed answer; a plain one that nobody waits for runs to its end.
 */
export function workersAi(ai: AiBinding, gatewayId: string): Provider {
  return {
    name: 'workers-ai',
    async send({ ctx, model, request, stream }: ProviderRequest) {
      const inputs = {
        messages: request.messages.map(flatten),
        max_tokens: request.maxTokens,
        ...request.parameters,
        ...(stream ? { stream } : {}),
      }
      const { tenantId, requestId } = ctx
      const metadata = { tenantId, requestId }
      const gateway = { id: gatewayId, metadata, retries: { maxAttempts: 1 } }
      try {
        return await ai.run(model, inputs, gatewayId === '' ? {} : { gateway })
      } catch (thrown) {
        throw classifyThrown(thrown)
      }
    },
  }
}

/** Most models take text alone and no role `developer`. */
function flatten(message: ChatMessage): ChatMessage {
  const role = message.role === 'developer' ? 'system' : message.role
  const isAllText = Array.isArray(message.content) && message.content.every((part) => part.text !== undefined)
  const content = isAllText ? messageText(message) : message.content
  return role === message.role && content === message.content ? message : { ...message, role, content }
}

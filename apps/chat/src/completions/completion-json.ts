import type { Generated, Usage } from '@bulkhead/ai/model-answer'
import { createId } from '@bulkhead/contracts/ids'

/** The JSON text of OpenAI's `chat.completion`. */
export function completionJson({ model, text, toolCalls, finishReason, usage }: Generated): string {
  const hasToolCalls = toolCalls.length > 0
  const message = {
    role: 'assistant',
    content: text === '' && hasToolCalls ? null : text,
    refusal: null,
    ...(hasToolCalls ? { tool_calls: toolCalls } : {}),
  }
  return JSON.stringify({
    id: createId('chatcmpl'),
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage: usageJson(usage),
  })
}

export function usageJson({ promptTokens, completionTokens }: Usage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  }
}

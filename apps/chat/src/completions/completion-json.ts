import type { Extra, Generated, Usage } from '@bulkhead/ai/model-answer'
import { createId } from '@bulkhead/contracts/ids'

/** The JSON text of OpenAI's `chat.completion`, with what else the provider sent. */
export function completionJson({ model, finishReason, usage, extra, ...answer }: Generated): string {
  return JSON.stringify({
    id: createId('chatcmpl'),
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model,
    choices: [
      {
        index: 0,
        message: messageOf(answer, extra),
        logprobs: null,
        ...extra.choice,
        finish_reason: finishReason,
      },
    ],
    usage: usageJson(usage),
    ...extra.body,
  })
}

function messageOf(
  { text, refusal, toolCalls }: Pick<Generated, 'text' | 'refusal' | 'toolCalls'>,
  { message }: Extra,
) {
  const hasToolCalls = toolCalls.length > 0
  const isInstead = hasToolCalls || refusal !== '' || message !== undefined
  return {
    role: 'assistant',
    content: text === '' && isInstead ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(hasToolCalls ? { tool_calls: toolCalls } : {}),
    ...message,
  }
}

export function usageJson({ promptTokens, completionTokens, details }: Usage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...details,
  }
}

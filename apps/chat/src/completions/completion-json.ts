import type { Extra, Generated, Usage } from '@bulkhead/ai/model-answer'
import { createId } from '@bulkhead/contracts/ids'

/** The JSON text of OpenAI's `chat.completion`, with what else the provider sent. `isLegacy`: with `function_call` for `tool_calls`. */
export function completionJson(generated: Generated, isLegacy = false): string {
  const { model, finishReason, usage, extra, ...answer } = generated
  return JSON.stringify({
    id: createId('chatcmpl'),
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model,
    choices: [
      {
        index: 0,
        message: messageOf(answer, extra, isLegacy),
        logprobs: null,
        ...extra.choice,
        finish_reason: isLegacy ? legacyReason(finishReason) : finishReason,
      },
    ],
    usage: usageJson(usage),
    ...extra.body,
  })
}

function messageOf(
  { text, refusal, toolCalls }: Pick<Generated, 'text' | 'refusal' | 'toolCalls'>,
  { message }: Extra,
  isLegacy: boolean,
) {
  const hasToolCalls = toolCalls.length > 0
  const isInstead = hasToolCalls || refusal !== '' || message !== undefined
  return {
    role: 'assistant',
    content: text === '' && isInstead ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(hasToolCalls ? callsOf(toolCalls, isLegacy) : {}),
    ...message,
  }
}

/** The older form has room for one call, without an id. */
function callsOf(toolCalls: Generated['toolCalls'], isLegacy: boolean) {
  const called = toolCalls[0]?.function
  return isLegacy && called !== undefined ? { function_call: called } : { tool_calls: toolCalls }
}

export function legacyReason(finishReason: string): string {
  return finishReason === 'tool_calls' ? 'function_call' : finishReason
}

export function usageJson({ promptTokens, completionTokens, details }: Usage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...details,
  }
}

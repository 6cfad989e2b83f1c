import { estimatePromptTokens, estimateTokens } from './estimate-tokens.ts'
import type { Usage } from './model-answer.ts'
import { messageText, type ModelRequest } from './model-request.ts'
import { isRecord } from './reading/json.ts'

/** The provider's own count, if it is one. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = value
  if (!isCount(promptTokens) || !isCount(completionTokens)) return undefined
  // All zero is how some servers say that they did not count.
  if (promptTokens + completionTokens === 0) return undefined
  return { promptTokens, completionTokens, estimated: false }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** Our own count: an upper bound, so that a tenant's budget is never overdrawn by it. */
export function countUsage(request: ModelRequest, completion: string): Usage {
  return {
    promptTokens: promptTokensOf(request),
    completionTokens: completion === '' ? 0 : estimateTokens(completion),
    estimated: true,
  }
}

export function promptTokensOf(request: ModelRequest): number {
  const { tools, response_format: format } = request.parameters
  const texts = request.messages.map((message) =>
    message.tool_calls == null
      ? messageText(message)
      : `${messageText(message)}${JSON.stringify(message.tool_calls)}`,
  )
  for (const extra of [tools, format]) if (extra != null) texts.push(JSON.stringify(extra))
  return estimatePromptTokens(texts)
}

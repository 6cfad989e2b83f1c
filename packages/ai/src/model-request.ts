import type { RequestContext } from '@bulkhead/contracts/context'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'

/** What a model is asked, in OpenAI's terms, whoever serves it. */
export interface ModelRequest {
  readonly messages: readonly ChatMessage[]
  readonly maxTokens: number
  /** Passed through as they came: temperature, top_p, stop, seed, tools, tool_choice, response_format … */
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface Timeouts {
  readonly firstTokenMs: number
  readonly idleMs: number
  /** For all attempts and models together; never beyond `ctx.deadline`. */
  readonly totalMs: number
}

export interface ModelCall {
  readonly ctx: RequestContext
  /** Tried in order. */
  readonly models: readonly string[]
  readonly timeouts: Timeouts
  readonly request: ModelRequest
}

/** The text of a message; parts that are not text (images) count as nothing. */
export function messageText(message: ChatMessage): string {
  const { content } = message
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join('\n')
}

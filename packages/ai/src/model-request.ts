import type { RequestContext } from '@bulkhead/contracts/context'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import type { EmbeddingInput } from '@bulkhead/contracts/http/embeddings'

import type { Asker } from './asker.ts'
import type { JsonRecord } from './json/json.ts'
import type { SpentAttempt } from './model-answer.ts'

/** What a model is asked, in OpenAI's terms, whoever serves it. */
export interface ModelRequest {
  readonly messages: readonly ChatMessage[]
  /** How many of the first messages are not the client's: it must not be told of a place that it does not know. */
  readonly ownMessages?: number
  readonly maxTokens: number
  /** Passed through as they came: temperature, top_p, stop, seed, tools, tool_choice, response_format … */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The same with every number as the client wrote it; undefined when that makes no difference. For providers that are sent JSON. */
  readonly written?: Written | undefined
  /** For models that are asked in the Responses API: what messages cannot hold. */
  readonly responses?: ResponsesForm | undefined
}

/** A request as the Responses API has it. */
export interface ResponsesForm {
  readonly input: readonly JsonRecord[]
  readonly reasoning: JsonRecord
}

export type Written = Pick<ModelRequest, 'messages' | 'parameters'>

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
  /** Told of each attempt that failed and was counted by its provider: it has to be paid for. The answer's own usage is not among them. */
  readonly onSpent?: (spent: SpentAttempt) => void
}

export interface EmbeddingCall {
  readonly ctx: Asker
  readonly model: string
  readonly texts: readonly EmbeddingInput[]
  /** A hanging attempt is followed by another within `totalMs`. */
  readonly timeouts: { readonly attemptMs: number; readonly totalMs: number }
  /** Epoch ms. */
  readonly deadline: number
}

export interface RerankCall extends Omit<EmbeddingCall, 'texts'> {
  readonly query: string
  readonly documents: readonly string[]
}

/** The text of a message; parts that are not text (images) count as nothing. */
export function messageText(message: ChatMessage): string {
  const { content } = message
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join('\n')
}

export interface Usage {
  readonly promptTokens: number
  readonly completionTokens: number
  /** The provider reported none: these are our own counts. */
  readonly estimated: boolean
}

export interface ToolCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

/** A piece of a tool call, as OpenAI streams it. */
export interface ToolCallDelta {
  readonly index: number
  readonly id?: string
  readonly type?: 'function'
  readonly function: { readonly name?: string; readonly arguments?: string }
}

/** One step of a streamed answer. */
export type Delta =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tools'; readonly toolCalls: readonly ToolCallDelta[] }

/** How an answer ended. */
export interface Finish {
  readonly finishReason: string
  readonly usage: Usage
}

/** What it took: the model that answered, attempts at all models, and the wait for providers (for a stream: until its first token). */
export interface Effort {
  readonly model: string
  readonly attempts: number
  readonly providerMs: number
}

export interface Generated extends Finish, Effort {
  readonly text: string
  readonly toolCalls: readonly ToolCall[]
}

import type { JsonRecord } from './json/json.ts'

export interface Usage {
  readonly promptTokens: number
  /** Reasoning included. */
  readonly completionTokens: number
  /** A count of ours is part of it: the provider reported none, or none that can be true. */
  readonly estimated: boolean
  /** Of the prompt: read from the provider's cache, and written to it. */
  readonly cachedTokens?: number
  readonly cacheWriteTokens?: number
  /** Of the completion. */
  readonly reasoningTokens?: number
  /** What else the provider's usage says, as it came. */
  readonly details?: JsonRecord
}

/** Fields that this reader does not know stay on it. */
export interface ToolCall {
  readonly id: string
  readonly type: string
  /** Missing on types other than `function`. */
  readonly function?: { readonly name: string; readonly arguments: string }
}

/** A piece of a tool call, as OpenAI streams it: the first has id, type and name; indexes count from 0 without a gap. */
export interface ToolCallDelta {
  readonly index: number
  readonly id?: string
  readonly type?: string
  readonly function?: { readonly name?: string; readonly arguments?: string }
  /** Of a tool that is called with one text. */
  readonly custom?: unknown
}

/** What a provider sent besides what is read here, by where it was; passed on as it came. */
export interface Extra {
  /** Of the message or delta: `reasoning_content`, `annotations`, `audio`, `images` … */
  readonly message?: JsonRecord
  /** Of the choice: `logprobs` … */
  readonly choice?: JsonRecord
  /** Of the body or chunk: `system_fingerprint`, `service_tier`, `citations` … */
  readonly body?: JsonRecord
}

/** More of what a model thinks, where its API tells more. */
export interface Thought {
  /** What is read is a summary of it. */
  readonly isSummary: boolean
  /** Items of the Responses API that are whole now: their provider wants them back as they are. */
  readonly items?: readonly JsonRecord[]
}

/** One step of an answer, in the one form that all providers are read as. Empty text is none. */
export interface Delta {
  readonly text: string
  /** Why the model will not answer, in its own words. */
  readonly refusal: string
  /** What the model thinks before it speaks. Where OpenAI's clients look for it is in `extra.message`. */
  readonly reasoning: string
  readonly thought?: Thought
  readonly toolCalls: readonly ToolCallDelta[]
  readonly extra: Extra
}

/** How an answer ended. */
export interface Finish {
  readonly finishReason: string
  readonly usage: Usage
  /** What came after the last delta, or, of a whole answer, all of it. */
  readonly extra: Extra
}

/** What it took: the model that answered, attempts at all models, and the wait for providers (for a stream: until its first token). */
export interface Effort {
  readonly model: string
  readonly attempts: number
  readonly providerMs: number
}

export interface Generated extends Finish, Effort {
  readonly text: string
  readonly thought?: Thought
  readonly refusal: string
  readonly toolCalls: readonly ToolCall[]
}

/** Used by an attempt that did not become the answer. */
export interface SpentAttempt {
  readonly model: string
  /** From 1, over all models. */
  readonly attempt: number
  readonly usage: Usage
}

export interface GeneratedRanking {
  /** From 0 to 1, as many as documents, in their order. */
  readonly scores: readonly number[]
  readonly usage: Usage
  readonly notice?: string
}

export interface GeneratedEmbeddings {
  /** As many as texts, in their order. */
  readonly vectors: readonly number[][]
  readonly usage: Usage
}

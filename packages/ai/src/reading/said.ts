import type { Extra, Thought } from '../model-answer.ts'

/** What one message of a provider says. */
export interface Said {
  readonly text: string
  readonly refusal: string
  readonly reasoning: string
  readonly thought?: Thought
  /** As they came. */
  readonly toolCalls: readonly unknown[]
  readonly finishReason: string | undefined
  /** A piece of an answer, a whole one, or, where the form does not tell, undefined. */
  readonly isWhole: boolean | undefined
  readonly extra: Extra
}

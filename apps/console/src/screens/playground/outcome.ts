import type { Citation } from '@bulkhead/contracts/http/sessions'

/** Tokens, by whatever name the route gives them. */
export interface Tokens {
  readonly prompt: number
  readonly completion: number
  readonly cached: number
}

export interface Passage {
  readonly title: string
  readonly text: string
  readonly score: number | undefined
}

/** What is known of an answer so far. */
export interface Outcome {
  readonly text: string
  readonly citations: readonly Citation[]
  readonly passages: readonly Passage[]
  readonly warnings: readonly string[]
  readonly tokens: Tokens | undefined
  readonly model: string | undefined
  /** The stream ended with an error, or the tool did. */
  readonly failure: string | undefined
  /** The answer itself, or the last event of a stream. */
  readonly raw: string
}

export const NOTHING: Outcome = {
  text: '',
  citations: [],
  passages: [],
  warnings: [],
  tokens: undefined,
  model: undefined,
  failure: undefined,
  raw: '',
}

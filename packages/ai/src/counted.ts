import type { JsonRecord } from './json/json.ts'

/** What a provider counted; a count that it did not give, or that says nothing, is missing. */
export interface Counted {
  readonly prompt: number | undefined
  readonly completion: number | undefined
  readonly total: number | undefined
  readonly cached: number | undefined
  readonly cacheWrite: number | undefined
  readonly reasoning: number | undefined
  /** All other fields of the usage, as they came. */
  readonly details: JsonRecord
}

/** What an answer has said so far, as far as its tokens go. */
export interface Said {
  /** Text, refusal, reasoning and calls of tools. */
  readonly said: string
  readonly counted: Counted | undefined
  /** Nothing was said since the provider counted. */
  readonly isCountFinal: boolean
}

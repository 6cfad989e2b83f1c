import * as z from 'zod/mini'

import { Filter } from './filter.ts'
import type { Warning } from './lists.ts'
import { queryText, topK } from './search.ts'
import type { Citation, TokenUsage } from './sessions.ts'

/** `POST /v1/answers`. */
export const AnswerRequest = z.strictObject({
  question: queryText,
  stream: z.optional(z.boolean()),
  topK: z.optional(topK),
  filter: z.optional(Filter),
})
export type AnswerRequest = z.infer<typeof AnswerRequest>

export interface Answer {
  readonly answer: string
  readonly citations: readonly Citation[]
  readonly warnings: readonly Warning[]
  readonly usage: TokenUsage
  readonly model: string
}

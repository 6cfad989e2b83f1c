import * as z from 'zod/mini'

import { Filter } from './filter.ts'
import { Warning } from './lists.ts'
import { minScore, queryText, topK } from './search.ts'
import { Citation, TokenUsage } from './sessions.ts'

/** `POST /v1/answers`. */
export const AnswerRequest = z.strictObject({
  question: queryText,
  stream: z.optional(z.boolean()),
  topK: z.optional(topK),
  filter: z.optional(Filter),
  minScore: z.optional(minScore),
  rerank: z.optional(z.boolean()),
})
export type AnswerRequest = z.infer<typeof AnswerRequest>

export const Answer = z.object({
  answer: z.string(),
  citations: z.readonly(z.array(Citation)),
  warnings: z.readonly(z.array(Warning)),
  usage: TokenUsage,
  model: z.string(),
})
export type Answer = z.infer<typeof Answer>

import * as z from 'zod/mini'

import { Filter, Metadata } from './filter.ts'
import type { Warning } from './lists.ts'
import { topK } from './search.ts'

const CONTENT_MAX = 200_000

/** `POST /v1/sessions`. */
export const CreateSession = z.strictObject({
  title: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  metadata: z.optional(Metadata),
})
export type CreateSession = z.infer<typeof CreateSession>

export interface Session {
  readonly id: string
  readonly title?: string
  readonly metadata: Metadata
  readonly createdAt: string
  readonly updatedAt: string
}

/** `POST /v1/sessions/:id/messages`. */
export const SendMessage = z.strictObject({
  content: z
    .string()
    .check(z.maxLength(CONTENT_MAX), z.regex(/[^\s\p{C}\p{Z}]/u, 'must have at least one visible character')),
  stream: z.optional(z.boolean()),
  model: z.optional(z.string().check(z.maxLength(128))),
  /** Consult the tenant's documents; needs the scope `search` too. */
  retrieval: z.optional(
    z.union([z.boolean(), z.strictObject({ topK: z.optional(topK), filter: z.optional(Filter) })]),
  ),
})
export type SendMessage = z.infer<typeof SendMessage>

export interface TokenUsage {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly totalTokens: number
}

export interface Citation {
  /** The number of the source in the answer, from 1. */
  readonly n: number
  readonly documentId: string
  readonly title: string
  readonly chunkId: string
  /** Exact text of the source. */
  readonly quote: string
  /** Where the mark `[n]` stands in the answer, in UTF-16 code units. */
  readonly span: { readonly start: number; readonly end: number }
}

export interface Message {
  readonly id: string
  readonly sessionId: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly status: 'complete' | 'incomplete' | 'running'
  readonly model?: string
  readonly finishReason?: string
  readonly usage?: TokenUsage
  readonly citations?: readonly Citation[]
  readonly warnings?: readonly Warning[]
  readonly createdAt: string
}

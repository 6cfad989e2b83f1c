import * as z from 'zod/mini'

import { Filter, type Metadata } from './filter.ts'
import type { Warning } from './lists.ts'

const QUERY_MAX = 4_000
export const queryText = z
  .string()
  .check(z.maxLength(QUERY_MAX), z.regex(/[^\s\p{C}\p{Z}]/u, 'must have at least one visible character'))
export const topK = z.int().check(z.gte(1), z.lte(50))

export const SEARCH_MODES = ['hybrid', 'vector', 'words'] as const

/** `POST /v1/search`. */
export const SearchRequest = z.strictObject({
  query: queryText,
  topK: z.optional(topK),
  mode: z.optional(z.enum(SEARCH_MODES)),
  filter: z.optional(Filter),
})
export type SearchRequest = z.infer<typeof SearchRequest>

export interface SearchResult {
  readonly documentId: string
  readonly title: string
  readonly chunkId: string
  readonly text: string
  readonly heading?: string
  readonly page?: number
  readonly score: number
  /** What each side gave before they were fused. */
  readonly scores: { readonly words?: number; readonly vector?: number }
  readonly metadata: Metadata
}

export interface SearchReply {
  readonly results: readonly SearchResult[]
  readonly warnings: readonly Warning[]
}

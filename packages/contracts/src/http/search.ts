import * as z from 'zod/mini'

import { Filter, Metadata } from './filter.ts'
import { Warning } from './lists.ts'

const QUERY_MAX = 4_000
export const queryText = z
  .string()
  .check(z.maxLength(QUERY_MAX), z.regex(/[^\s\p{C}\p{Z}]/u, 'must have at least one visible character'))
export const topK = z.int().check(z.gte(1), z.lte(50))

/** Results with a lower `score` are left out. */
export const minScore = z.number().check(z.gte(0), z.lte(1))

export const SEARCH_MODES = ['hybrid', 'vector', 'words'] as const

/** `POST /v1/search`. */
export const SearchRequest = z.strictObject({
  query: queryText,
  topK: z.optional(topK),
  mode: z.optional(z.enum(SEARCH_MODES)),
  filter: z.optional(Filter),
  minScore: z.optional(minScore),
  /** Let the reranking model order what was found; left out, the tenant's config decides. */
  rerank: z.optional(z.boolean()),
})
export type SearchRequest = z.infer<typeof SearchRequest>

export const SearchResult = z.object({
  documentId: z.string(),
  title: z.string(),
  chunkId: z.string(),
  text: z.string(),
  heading: z.exactOptional(z.string()),
  /** Of a passage on several pages, the one that holds most of the query. */
  page: z.exactOptional(z.int()),
  score: z.number(),
  /** What each side gave before they were fused, and the reranking model, if it was asked. */
  scores: z.object({
    words: z.exactOptional(z.number()),
    vector: z.exactOptional(z.number()),
    rerank: z.exactOptional(z.number()),
  }),
  metadata: Metadata,
  /** Other documents that say the same in the same words. */
  duplicates: z.exactOptional(z.readonly(z.array(z.string()))),
})
export type SearchResult = z.infer<typeof SearchResult>

export const SearchReply = z.object({
  results: z.readonly(z.array(SearchResult)),
  warnings: z.readonly(z.array(Warning)),
})
export type SearchReply = z.infer<typeof SearchReply>

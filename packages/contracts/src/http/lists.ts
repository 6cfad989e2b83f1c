import * as z from 'zod/mini'

const MAX_PAGE = 100
const DEFAULT_PAGE = 50

const pageLimit = z.coerce.number().check(z.int(), z.gte(1), z.lte(MAX_PAGE))

/** `?limit=&cursor=` of every list. */
export const PageRequest = z.object({
  limit: z._default(pageLimit, DEFAULT_PAGE),
  cursor: z.optional(z.string().check(z.maxLength(512))),
})
export type PageRequest = z.infer<typeof PageRequest>

export interface Page<T> {
  readonly data: readonly T[]
  /** Give it back as `cursor` for what follows; null at the end. */
  readonly nextCursor: string | null
}

/** A page as the API page describes it. */
export const pageOf = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.nullable(z.string()) })

/** Something that did not go as it should, without stopping the answer. */
export const Warning = z.object({
  code: z.enum([
    'retrieval_degraded',
    'retrieval_unavailable',
    'no_matching_documents',
    'indexing_in_progress',
    'history_truncated',
    'rerank_unavailable',
    'rewrite_unavailable',
    'unsupported_statement',
  ]),
  message: z.string(),
})
export type Warning = z.infer<typeof Warning>

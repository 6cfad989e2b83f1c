import * as z from 'zod/mini'

import { queryText } from './search.ts'

const MAX_DOCUMENTS = 1_000
const MAX_CHARS = 32_000

const text = z.string().check(z.minLength(1), z.maxLength(MAX_CHARS))
/** Cohere and Jina take both. */
const document = z.union([text, z.object({ text })])

/** `POST /v1/rerank`, in the shape of Cohere and Jina: unknown fields are left out. */
export const RerankRequest = z.object({
  query: queryText,
  documents: z.array(document).check(z.minLength(1), z.maxLength(MAX_DOCUMENTS)),
  /** So many of the best; left out: all of them. */
  top_n: z.nullish(z.int().check(z.gte(1))),
  model: z.nullish(z.string()),
  return_documents: z.nullish(z.boolean()),
})
export type RerankRequest = z.infer<typeof RerankRequest>

export const RerankReply = z.object({
  /** Best first. */
  results: z.readonly(
    z.array(
      z.object({
        index: z.int(),
        relevance_score: z.number(),
        document: z.exactOptional(z.object({ text: z.string() })),
      }),
    ),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  /** Says so when a stand-in has ranked. */
  notice: z.exactOptional(z.string()),
})
export type RerankReply = z.infer<typeof RerankReply>

export function textOfDocument(given: RerankRequest['documents'][number]): string {
  return typeof given === 'string' ? given : given.text
}

import * as z from 'zod/mini'

const text = z.string().check(z.minLength(1), z.maxLength(32_000))

/** `POST /v1/embeddings`, OpenAI-compatible: loose. */
export const EmbeddingsRequest = z.looseObject({
  model: z.nullish(z.string()),
  input: z.union([text, z.array(text).check(z.minLength(1), z.maxLength(100))]),
  encoding_format: z.nullish(z.enum(['float', 'base64'])),
  user: z.nullish(z.string()),
})
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>

export interface EmbeddingsResponse {
  readonly object: 'list'
  readonly data: readonly {
    readonly object: 'embedding'
    readonly index: number
    /** Numbers, or base64 of little-endian float32. */
    readonly embedding: readonly number[] | string
  }[]
  readonly model: string
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number }
}

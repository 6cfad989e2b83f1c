import * as z from 'zod/mini'

const text = z.string().check(z.minLength(1), z.maxLength(32_000))

/** `POST /v1/embeddings`, OpenAI-compatible: unknown fields are left out. */
export const EmbeddingsRequest = z.object({
  model: z.nullish(z.string()),
  input: z.union([text, z.array(text).check(z.minLength(1), z.maxLength(100))]),
  encoding_format: z.nullish(z.enum(['float', 'base64'])),
  /** Only the deployment's own width; see GET /v1/models for its model. */
  dimensions: z.nullish(z.int()),
  user: z.nullish(z.string()),
})
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>

export const EmbeddingsResponse = z.object({
  object: z.literal('list'),
  data: z.readonly(
    z.array(
      z.object({
        object: z.literal('embedding'),
        index: z.int(),
        /** Numbers, or base64 of little-endian float32. */
        embedding: z.union([z.readonly(z.array(z.number())), z.string()]),
      }),
    ),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
})
export type EmbeddingsResponse = z.infer<typeof EmbeddingsResponse>

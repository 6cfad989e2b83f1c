import * as z from 'zod/mini'

/** As many as OpenAI takes at once. */
const MAX_INPUTS = 2_048
const MAX_CHARS = 32_000
/** Token ids are of a vocabulary that the model may not have. */
const TOKEN_IDS =
  "must be text: token ids are of another vocabulary than the model's, so send the text itself"
const isTokens = (input: unknown) => typeof input === 'number' || Array.isArray(input)

const text = z.string().check(z.minLength(1), z.maxLength(MAX_CHARS))
const item = z
  .string({ error: ({ input }) => (isTokens(input) ? TOKEN_IDS : undefined) })
  .check(z.minLength(1), z.maxLength(MAX_CHARS))

/** `POST /v1/embeddings`, OpenAI-compatible: unknown fields are left out. */
export const EmbeddingsRequest = z.object({
  model: z.nullish(z.string()),
  input: z.union([text, z.array(item).check(z.minLength(1), z.maxLength(MAX_INPUTS))]),
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

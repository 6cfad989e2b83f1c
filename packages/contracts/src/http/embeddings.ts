import * as z from 'zod/mini'

/** As many as OpenAI takes at once. */
const MAX_INPUTS = 2_048
const MAX_CHARS = 32_000
/** As many as the longest text may have. */
const MAX_TOKEN_IDS = 8_192

const text = z.string().check(z.minLength(1), z.maxLength(MAX_CHARS))
/** A text as the ids of the model's own vocabulary. Whether the model's server takes them, it alone knows. */
const tokenIds = z.array(z.int().check(z.gte(0))).check(z.minLength(1), z.maxLength(MAX_TOKEN_IDS))

export type EmbeddingInput = string | readonly number[]

/** `POST /v1/embeddings`, OpenAI-compatible: unknown fields are left out. */
export const EmbeddingsRequest = z.object({
  model: z.nullish(z.string()),
  input: z.union([
    text,
    z.array(text).check(z.minLength(1), z.maxLength(MAX_INPUTS)),
    tokenIds,
    z.array(tokenIds).check(z.minLength(1), z.maxLength(MAX_INPUTS)),
  ]),
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

/** Each text of a request, be it one or many; token ids alone are one. */
export function embeddingInputs({ input }: Pick<EmbeddingsRequest, 'input'>): readonly EmbeddingInput[] {
  if (typeof input === 'string') return [input]
  const list: readonly (EmbeddingInput | number)[] = input
  return isTokenIds(list) ? [list] : list.filter((each) => typeof each !== 'number')
}

function isTokenIds(list: readonly (EmbeddingInput | number)[]): list is readonly number[] {
  return typeof list[0] === 'number'
}

import { CAPABILITIES, MODEL_KINDS, ModelPrices } from '@bulkhead/tenant-schema/models/model-catalogue'
import * as z from 'zod/mini'

/** OpenAI's model object, with what the deployment's catalogue says of the model. */
export const Model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
  kind: z.optional(z.enum(MODEL_KINDS)),
  /** Tokens of prompt and answer together. */
  contextLength: z.optional(z.int()),
  /** The model's own limit, or the tenant's if that is lower. */
  maxOutputTokens: z.optional(z.int()),
  capabilities: z.optional(z.array(z.enum(CAPABILITIES))),
  /** US dollars for a million tokens. */
  prices: z.optional(ModelPrices),
})
export type Model = z.infer<typeof Model>

import * as z from 'zod/mini'

/** OpenAI's model object. */
export const Model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
})
export type Model = z.infer<typeof Model>

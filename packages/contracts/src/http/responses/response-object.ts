import * as z from 'zod/mini'

export const OutputItem = z.looseObject({ type: z.string(), id: z.string(), status: z.optional(z.string()) })
export type OutputItem = z.infer<typeof OutputItem>

/** A response, as the API has it; the settings that it was made with are repeated. */
export const ResponseObject = z.looseObject({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  status: z.enum(['queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled']),
  model: z.string(),
  previous_response_id: z.nullable(z.string()),
  output: z.readonly(z.array(OutputItem)),
  error: z.nullable(z.looseObject({ code: z.string(), message: z.string() })),
  incomplete_details: z.nullable(z.object({ reason: z.string() })),
  usage: z.nullable(z.looseObject({ input_tokens: z.int(), output_tokens: z.int(), total_tokens: z.int() })),
})
export type ResponseObject = z.infer<typeof ResponseObject>

/** More of the items. All that there is comes anyway. */
const include = { include: z.optional(z.string()), 'include[]': z.optional(z.string()) }

/** `GET /v1/responses/:id`: the response, or its events after one that was seen. */
export const ReadResponse = z.object({
  stream: z.optional(z.enum(['true', 'false'])),
  starting_after: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
  include_obfuscation: z.optional(z.string()),
  ...include,
})
export type ReadResponse = z.infer<typeof ReadResponse>

/** `GET /v1/responses/:id/input_items`. */
export const InputItemsPage = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 20),
  order: z._default(z.enum(['asc', 'desc']), 'desc'),
  after: z.optional(z.string().check(z.maxLength(128))),
  ...include,
})
export type InputItemsPage = z.infer<typeof InputItemsPage>

export const InputItemsList = z.looseObject({
  object: z.literal('list'),
  data: z.readonly(z.array(z.looseObject({ type: z.string(), id: z.string() }))),
  first_id: z.nullable(z.string()),
  last_id: z.nullable(z.string()),
  has_more: z.boolean(),
})
export type InputItemsList = z.infer<typeof InputItemsList>

import * as z from 'zod/mini'

import { ResponseInput } from './response-input.ts'
import { isClientTool, isFileSearch, NamedTool, type ResponseTool } from './response-tools.ts'

const NAME_MAX = 256
const TOOLS_MAX = 128

const Format = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({
    type: z.literal('json_schema'),
    name: z.string().check(z.minLength(1), z.maxLength(NAME_MAX)),
    schema: z.record(z.string(), z.unknown()),
    strict: z.nullish(z.boolean()),
  }),
])

const Metadata = z
  .record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(512)))
  .check(z.refine((given) => Object.keys(given).length <= 16, 'must have at most 16 fields'))

const tokens = z.int().check(z.gte(1))
const only = (says: string) => z.optional(z.nullable(z.never(says)))

/** `POST /v1/responses`, OpenAI-compatible: unknown fields are left out. */
export const ResponsesRequest = z.object({
  model: z.nullish(z.string()),
  input: ResponseInput,
  instructions: z.nullish(z.string()),
  previous_response_id: z.nullish(z.string()),
  store: z.nullish(z.boolean()),
  stream: z.nullish(z.boolean()),
  background: z.nullish(z.boolean()),
  max_output_tokens: z.nullish(tokens),
  tools: z.nullish(z.array(NamedTool).check(z.maxLength(TOOLS_MAX))),
  tool_choice: z.nullish(
    z.union([z.enum(['auto', 'none', 'required']), z.looseObject({ type: z.string() })]),
  ),
  parallel_tool_calls: z.nullish(z.boolean()),
  text: z.nullish(z.looseObject({ format: z.nullish(Format) })),
  reasoning: z.nullish(z.looseObject({ effort: z.nullish(z.string()), summary: z.nullish(z.string()) })),
  temperature: z.nullish(z.number().check(z.gte(0), z.lte(2))),
  top_p: z.nullish(z.number().check(z.gte(0), z.lte(1))),
  metadata: z.nullish(Metadata),
  truncation: z.nullish(z.enum(['auto', 'disabled'])),
  include: z.nullish(z.array(z.string())),
  user: z.nullish(z.string()),
  conversation: only('is not supported; continue with previous_response_id'),
  prompt: only('is not supported; send the instructions themselves'),
})
export type ResponsesRequest = z.infer<typeof ResponsesRequest>

/** Those that there are here; the others are left out. */
export function toolsOf({ tools }: ResponsesRequest): readonly ResponseTool[] {
  return (tools ?? []).flatMap((tool) => (isClientTool(tool) || isFileSearch(tool) ? [tool] : []))
}

/** Whether the tenant's documents are to be consulted. */
export function fileSearchOf({ tools }: ResponsesRequest) {
  return tools?.find(isFileSearch)
}

import * as z from 'zod/mini'

import { ResponseInput } from './response-input.ts'

const NAME_MAX = 256
const TOOLS_MAX = 128
const SOURCES_MAX = 50

const FunctionTool = z.looseObject({
  type: z.literal('function'),
  name: z.string().check(z.minLength(1), z.maxLength(NAME_MAX)),
  description: z.nullish(z.string()),
  parameters: z.nullish(z.record(z.string(), z.unknown())),
  strict: z.nullish(z.boolean()),
})
/** Over the tenant's documents, which are the one vector store there is. */
const FileSearchTool = z.looseObject({
  type: z.literal('file_search'),
  vector_store_ids: z.nullish(z.array(z.string())),
  max_num_results: z.nullish(z.int().check(z.gte(1), z.lte(SOURCES_MAX))),
  filters: z.nullish(z.looseObject({ type: z.string() })),
})
const OURS: ReadonlySet<string> = new Set(['function', 'file_search'])
/** What OpenAI itself runs, or only its models know: agents name it to every server, whatever that can do. */
const OtherTool = z.looseObject({
  type: z.string().check(
    z.minLength(1),
    z.maxLength(64),
    z.refine((type) => !OURS.has(type), { abort: true }),
  ),
})
const NamedTool = z.union([FunctionTool, FileSearchTool, OtherTool])
export type ResponseTool = z.infer<typeof FunctionTool> | z.infer<typeof FileSearchTool>

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
  return (tools ?? []).filter(isOurs)
}

function isOurs(tool: z.infer<typeof NamedTool>): tool is ResponseTool {
  return OURS.has(tool.type)
}

/** Whether the tenant's documents are to be consulted. */
export function fileSearchOf(request: ResponsesRequest) {
  return toolsOf(request).find((tool) => tool.type === 'file_search')
}

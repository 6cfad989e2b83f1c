import * as z from 'zod/mini'

const NAME_MAX = 256
const TYPE_MAX = 64
const MEMBERS_MAX = 512
const SOURCES_MAX = 50

const name = z.string().check(z.minLength(1), z.maxLength(NAME_MAX))

const FunctionTool = z.looseObject({
  type: z.literal('function'),
  name,
  description: z.nullish(z.string()),
  parameters: z.nullish(z.record(z.string(), z.unknown())),
  strict: z.nullish(z.boolean()),
})
/** Called with one text, in a grammar of the client's if it names one. */
const CustomTool = z.looseObject({
  type: z.literal('custom'),
  name,
  description: z.nullish(z.string()),
  format: z.nullish(z.looseObject({ type: z.string() })),
})
/** Tools under one name, as agents give those of one MCP server. */
const NamespaceTool = z.looseObject({
  type: z.literal('namespace'),
  name,
  description: z.nullish(z.string()),
  tools: z.array(z.looseObject({ type: z.string() })).check(z.maxLength(MEMBERS_MAX)),
})
/** Finds more tools, which come with its output; run by the client. */
const ToolSearchTool = z.looseObject({
  type: z.literal('tool_search'),
  execution: z.literal('client'),
  description: z.nullish(z.string()),
  parameters: z.nullish(z.record(z.string(), z.unknown())),
})
/** Over the tenant's documents, which are the one vector store there is. */
const FileSearchTool = z.looseObject({
  type: z.literal('file_search'),
  vector_store_ids: z.nullish(z.array(z.string())),
  max_num_results: z.nullish(z.int().check(z.gte(1), z.lte(SOURCES_MAX))),
  filters: z.nullish(z.looseObject({ type: z.string() })),
})
/** What is declared as one of these has to be one; a search for tools that its server runs is left out. */
const OURS: ReadonlySet<string> = new Set(['function', 'custom', 'namespace', 'file_search'])
/** What OpenAI itself runs, or only its models know: agents name it to every server, whatever that can do. */
const OtherTool = z.looseObject({
  type: z.string().check(
    z.minLength(1),
    z.maxLength(TYPE_MAX),
    z.refine((type) => !OURS.has(type), { abort: true }),
  ),
})

/** A tool that the client runs. */
export const ClientTool = z.union([FunctionTool, CustomTool, NamespaceTool, ToolSearchTool])
export type ClientTool = z.infer<typeof ClientTool>

export const NamedTool = z.union([
  FunctionTool,
  CustomTool,
  NamespaceTool,
  ToolSearchTool,
  FileSearchTool,
  OtherTool,
])
type NamedTool = z.infer<typeof NamedTool>
export type ResponseTool = ClientTool | z.infer<typeof FileSearchTool>

export function isClientTool(tool: { readonly type: string }): tool is ClientTool {
  return ClientTool.safeParse(tool).success
}

export function isFileSearch(tool: NamedTool): tool is z.infer<typeof FileSearchTool> {
  return tool.type === 'file_search'
}

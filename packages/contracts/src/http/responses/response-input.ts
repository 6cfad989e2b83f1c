import * as z from 'zod/mini'

import { isPublicUrl } from '../../addresses/public-url.ts'

const CALL_ID_MAX = 4_096
const NAME_MAX = 256
const TOOLS_MAX = 512
const NOT_PUBLIC = 'must be an https URL of a public host, or a data URL'

const callId = z.string().check(z.minLength(1), z.maxLength(CALL_ID_MAX))
const name = z.string().check(z.minLength(1), z.maxLength(NAME_MAX))
/** What a model or its server is to read from: never an address inside. */
const outside = z
  .string()
  .check(z.refine((url) => /^data:/i.test(url) || isPublicUrl(url), { error: NOT_PUBLIC }))

const Text = z.looseObject({ type: z.enum(['input_text', 'output_text', 'text']), text: z.string() })
const Refusal = z.looseObject({ type: z.literal('refusal'), refusal: z.string() })
/** Nothing is kept under an id of OpenAI's, and a part without data would be an empty one to its model. */
const NO_FILE = 'is required; files have no ids here, send the data'
const Image = z
  .looseObject({
    type: z.literal('input_image'),
    image_url: z.nullish(outside),
    detail: z.nullish(z.string()),
  })
  .check(z.refine(({ image_url }) => image_url != null, { path: ['image_url'], error: NO_FILE }))
const File = z
  .looseObject({
    type: z.literal('input_file'),
    file_data: z.nullish(z.string()),
    file_url: z.nullish(outside),
    filename: z.nullish(z.string()),
  })
  .check(
    z.refine(({ file_data, file_url }) => (file_data ?? file_url) != null, {
      path: ['file_data'],
      error: NO_FILE,
    }),
  )
const Audio = z.looseObject({ type: z.literal('input_audio'), input_audio: z.looseObject({}) })
export const ContentPart = z.discriminatedUnion('type', [Text, Refusal, Image, File, Audio])
export type ContentPart = z.infer<typeof ContentPart>

const Content = z.union([z.string(), z.array(ContentPart)])

/** Without a type it is a message too, as the clients' short form has it. */
const MessageItem = z.looseObject({
  type: z.optional(z.literal('message')),
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: Content,
})
const FunctionCallItem = z.looseObject({
  type: z.literal('function_call'),
  call_id: callId,
  name,
  arguments: z.string(),
})
const FunctionOutputItem = z.looseObject({
  type: z.literal('function_call_output'),
  call_id: callId,
  output: Content,
})
const CustomCallItem = z.looseObject({
  type: z.literal('custom_tool_call'),
  call_id: callId,
  name,
  input: z.string(),
})
const CustomOutputItem = z.looseObject({
  type: z.literal('custom_tool_call_output'),
  call_id: callId,
  output: Content,
})
const ToolSearchCallItem = z.looseObject({
  type: z.literal('tool_search_call'),
  call_id: z.nullish(callId),
  arguments: z.unknown(),
})

/** What is none of a client's tools is left out. */
const tools = z.array(z.looseObject({ type: z.string() })).check(z.maxLength(TOOLS_MAX))
/** What a search for tools has found may be called from then on. */
const ToolSearchOutputItem = z.looseObject({
  type: z.literal('tool_search_output'),
  call_id: z.nullish(callId),
  tools,
})
/** Tools in the place where an agent came to know them, beside those of the request. */
const AdditionalToolsItem = z.looseObject({ type: z.literal('additional_tools'), tools })
/** What one agent says to another. */
const AgentMessageItem = z.looseObject({
  type: z.literal('agent_message'),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]),
})

/**
 * Of an earlier output, sent back as it came: what a model thought is its own, and what only OpenAI runs has
 * nobody here who could read it.
 */
const PassedItem = z.looseObject({
  type: z.enum([
    'reasoning',
    'file_search_call',
    'web_search_call',
    'code_interpreter_call',
    'image_generation_call',
    'computer_call',
    'computer_call_output',
    'local_shell_call',
    'local_shell_call_output',
    'shell_call',
    'shell_call_output',
    'apply_patch_call',
    'apply_patch_call_output',
    'mcp_list_tools',
    'mcp_approval_request',
    'mcp_approval_response',
    'mcp_call',
    'compaction',
    'compaction_summary',
  ]),
})

/** An item of a kept response by its id, as the AI SDK sends what it has been given before. */
const ReferenceItem = z.looseObject({
  type: z.literal('item_reference'),
  id: z.string().check(z.minLength(1), z.maxLength(NAME_MAX)),
})

export const InputItem = z.union([
  MessageItem,
  FunctionCallItem,
  FunctionOutputItem,
  CustomCallItem,
  CustomOutputItem,
  ToolSearchCallItem,
  ToolSearchOutputItem,
  AdditionalToolsItem,
  AgentMessageItem,
  PassedItem,
  ReferenceItem,
])
export type InputItem = z.infer<typeof InputItem>

const ITEMS_MAX = 2_000

/** A text, which is a message of the user, or items. */
export const ResponseInput = z.union([
  z.string().check(z.minLength(1)),
  z.array(InputItem).check(z.minLength(1), z.maxLength(ITEMS_MAX)),
])
export type ResponseInput = z.infer<typeof ResponseInput>

export function itemsOf(input: ResponseInput): readonly InputItem[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input
}

export type MessageItem = z.infer<typeof MessageItem>

export function isMessageItem(item: InputItem): item is MessageItem {
  return item.type === undefined || item.type === 'message'
}

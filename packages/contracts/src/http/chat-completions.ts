import * as z from 'zod/mini'

import { insideAddress, NOT_PUBLIC } from '../addresses/inside-address.ts'

// Loose, on purpose: a field that Bulkhead does not know is the provider's to understand and passes through
// whole, and null means "left out",
// as OpenAI's clients send it.

const MAX_NAME_CHARS = 256
/** Some providers keep state in the ids of tool calls, such as what the model thought. */
const MAX_CALL_ID_CHARS = 65_536
const name = z.string().check(z.maxLength(MAX_NAME_CHARS))
const callId = z.string().check(z.maxLength(MAX_CALL_ID_CHARS))

/** Nothing is to be read from an address inside. */
function requireOutside(given: z.core.ParsePayload<Readonly<Record<string, unknown>>>): void {
  const field = insideAddress(given.value)
  if (field !== undefined)
    given.issues.push({ code: 'custom', input: given.value[field], path: [field], message: NOT_PUBLIC })
}

const ContentPart = z
  .looseObject({ type: z.string(), text: z.optional(z.string()) })
  .check((given) => requireOutside(given))

const FunctionCall = z.looseObject({ name, arguments: z.string() })

const ToolCall = z
  .looseObject({ id: callId, type: z.optional(z.string()), function: z.optional(FunctionCall) })
  .check(
    z.refine((call) => call.function !== undefined || (call.type ?? 'function') !== 'function', {
      path: ['function'],
      error: 'is required',
    }),
  )

export const ChatMessage = z
  .looseObject({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: z.nullish(z.union([z.string(), z.array(ContentPart)])),
    name: z.nullish(name),
    /** Of an earlier answer that the model refused. */
    refusal: z.nullish(z.string()),
    tool_calls: z.nullish(z.array(ToolCall)),
    tool_call_id: z.nullish(callId),
  })
  .check(
    z.refine(saysSomething, {
      path: ['content'],
      error: 'is required unless the message has tool_calls',
    }),
  )
export type ChatMessage = z.infer<typeof ChatMessage>

/** Of an assistant's message, what says nothing. */
const SILENT: ReadonlySet<string> = new Set(['role', 'name', 'content', 'tool_calls', 'tool_call_id'])

function saysSomething(message: Readonly<Record<string, unknown>>): boolean {
  const { content, tool_calls: calls } = message
  if (content != null || (Array.isArray(calls) && calls.length > 0)) return true
  // A refusal, a sound, a thought, or a field of another day: an answer that was given out is taken back.
  const others = Object.entries(message).filter(([field]) => !SILENT.has(field))
  return message['role'] === 'assistant' && others.some(([, value]) => value != null)
}

const FunctionTool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    // A model that is given a tool without a name calls one without a name, which cannot be distinguished
    // from garbage.
    name: name.check(z.minLength(1)),
    description: z.nullish(z.string()),
    parameters: z.nullish(z.record(z.string(), z.unknown())),
  }),
})
/** Of the provider's own: custom tools, searches of the web. It knows what belongs into them. */
const OtherTool = z
  .looseObject({
    type: name.check(
      z.minLength(1),
      z.refine((type) => type !== 'function', { abort: true }),
    ),
  })
  .check((given) => requireOutside(given))
const Tool = z.union([FunctionTool, OtherTool])
export type Tool = z.infer<typeof FunctionTool>

const ResponseFormat = z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) })

const MESSAGES_MAX = 2_000

export const ChatMessages = z.array(ChatMessage).check(z.minLength(1), z.maxLength(MESSAGES_MAX))

const tokens = z.int().check(z.gte(1))

const only = (says: string) => z.optional(z.never(says))
const OTHER_MODELS = 'is not supported; name one model, the deployment has its fallbacks'
const OTHER_LIMIT = 'is not supported; use max_completion_tokens'
const OTHER_SERVER = 'is not supported; the deployment chooses the server'

/** Fields that some servers take and that would get round what a tenant may use. */
const REFUSED = {
  best_of: z.nullish(z.literal(1, 'only best_of=1 is supported')),
  models: only(OTHER_MODELS),
  fallbacks: only(OTHER_MODELS),
  max_new_tokens: only(OTHER_LIMIT),
  max_output_tokens: only(OTHER_LIMIT),
  num_predict: only(OTHER_LIMIT),
  n_predict: only(OTHER_LIMIT),
  api_base: only(OTHER_SERVER),
  api_key: only(OTHER_SERVER),
  base_url: only(OTHER_SERVER),
  extra_body: only('is not supported; send its fields beside the others'),
  extra_headers: only('is not supported'),
}

/** `POST /v1/chat/completions`. */
export const ChatCompletionRequest = z.looseObject({
  ...REFUSED,
  model: z.nullish(z.string()),
  messages: ChatMessages,
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.looseObject({ include_usage: z.nullish(z.boolean()) })),
  max_tokens: z.nullish(tokens),
  max_completion_tokens: z.nullish(tokens),
  temperature: z.nullish(z.number().check(z.gte(0), z.lte(2))),
  top_p: z.nullish(z.number().check(z.gte(0), z.lte(1))),
  presence_penalty: z.nullish(z.number()),
  frequency_penalty: z.nullish(z.number()),
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))])),
  // Also beyond what a double holds: it is passed on as it was written.
  seed: z.nullish(z.number().check(z.refine(Number.isInteger, 'must be a whole number'))),
  n: z.nullish(z.literal(1, 'only n=1 is supported; send the request again for another answer')),
  tools: z.nullish(z.array(Tool).check(z.maxLength(128))),
  tool_choice: z.nullish(z.union([z.string(), z.looseObject({ type: z.string() })])),
  response_format: z.nullish(ResponseFormat),
  user: z.nullish(z.string()),
})
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>

import * as z from 'zod/mini'

// Not strict, on purpose: unknown fields are left out without a word, and null means "left out", as OpenAI's clients send it. Content parts
// and JSON schemas are the provider's to understand and pass through whole.

const MAX_NAME_CHARS = 256
const name = z.string().check(z.maxLength(MAX_NAME_CHARS))

const ContentPart = z.looseObject({ type: z.string(), text: z.optional(z.string()) })

const ToolCall = z.object({
  id: name,
  type: z.literal('function'),
  function: z.object({ name, arguments: z.string() }),
})

export const ChatMessage = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
    content: z.nullish(z.union([z.string(), z.array(ContentPart)])),
    name: z.nullish(name),
    tool_calls: z.nullish(z.array(ToolCall)),
    tool_call_id: z.nullish(name),
  })
  .check(
    z.refine((message) => message.content != null || (message.tool_calls?.length ?? 0) > 0, {
      path: ['content'],
      error: 'is required unless the message has tool_calls',
    }),
  )
export type ChatMessage = z.infer<typeof ChatMessage>

const Tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    // A model that is given a tool without a name calls one without a name, and nobody can tell that from garbage.
    name: name.check(z.minLength(1)),
    description: z.nullish(z.string()),
    parameters: z.nullish(z.record(z.string(), z.unknown())),
  }),
})
export type Tool = z.infer<typeof Tool>

const ResponseFormat = z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) })

const MESSAGES_MAX = 2_000
const tokens = z.int().check(z.gte(1))

/** `POST /v1/chat/completions`. */
export const ChatCompletionRequest = z.object({
  model: z.nullish(z.string()),
  messages: z.array(ChatMessage).check(z.minLength(1), z.maxLength(MESSAGES_MAX)),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.looseObject({ include_usage: z.nullish(z.boolean()) })),
  max_tokens: z.nullish(tokens),
  max_completion_tokens: z.nullish(tokens),
  temperature: z.nullish(z.number().check(z.gte(0), z.lte(2))),
  top_p: z.nullish(z.number().check(z.gte(0), z.lte(1))),
  presence_penalty: z.nullish(z.number()),
  frequency_penalty: z.nullish(z.number()),
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))])),
  seed: z.nullish(z.int()),
  n: z.nullish(z.literal(1, 'only n=1 is supported; send the request again for another answer')),
  tools: z.nullish(z.array(Tool).check(z.maxLength(128))),
  tool_choice: z.nullish(z.union([z.string(), z.looseObject({ type: z.string() })])),
  response_format: z.nullish(ResponseFormat),
  user: z.nullish(z.string()),
})
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>

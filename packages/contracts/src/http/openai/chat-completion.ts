import * as z from 'zod/mini'

const ToolCall = z.looseObject({
  id: z.string(),
  type: z.optional(z.string()),
  function: z.optional(z.looseObject({ name: z.string(), arguments: z.string() })),
})

/** The whole answer, as OpenAI has it; what else a provider sends is passed on. */
export const ChatCompletion = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.optional(z.int()),
  model: z.optional(z.string()),
  choices: z.optional(
    z.readonly(
      z.array(
        z.looseObject({
          index: z.int(),
          message: z.looseObject({
            role: z.literal('assistant'),
            content: z.nullish(z.string()),
            refusal: z.nullish(z.string()),
            tool_calls: z.optional(z.array(ToolCall)),
          }),
          finish_reason: z.nullish(z.string()),
        }),
      ),
    ),
  ),
  usage: z.optional(
    z.looseObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }),
  ),
})

import * as z from 'zod/mini'

import { AiError } from './ai-error.ts'
import { MAX_TEXTS_PER_CALL } from './limits.ts'

const Part = z.looseObject({ type: z.string(), text: z.optional(z.string()) })
const Content = z.union([z.string(), z.array(Part), z.null()])
const Message = z.looseObject({ role: z.string(), content: z.optional(Content) })
const Described = z.looseObject({ name: z.string(), parameters: z.optional(z.unknown()) })
/** OpenAI's shape, and Workers AI's older one without the wrapper. */
const Tool = z.union([z.looseObject({ function: Described }), Described])
const ToolChoice = z.union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }) })])
const ResponseFormat = z.looseObject({ type: z.string(), json_schema: z.optional(z.unknown()) })

const Generation = z.looseObject({
  prompt: z.optional(z.string()),
  messages: z.optional(z.array(Message)),
  stream: z.optional(z.boolean()),
  max_tokens: z.optional(z.int().check(z.gte(1))),
  tools: z.optional(z.array(Tool)),
  tool_choice: z.optional(ToolChoice),
  response_format: z.optional(ResponseFormat),
})
const Embedding = z.looseObject({
  text: z.union([z.string(), z.array(z.string()).check(z.minLength(1), z.maxLength(MAX_TEXTS_PER_CALL))]),
})

const Ranking = z.looseObject({
  query: z.string().check(z.minLength(1)),
  contexts: z.array(z.looseObject({ text: z.string() })).check(z.minLength(1)),
  top_k: z.optional(z.int().check(z.gte(1))),
})

/** One tool the model may call, whichever shape it came in. */
export type ToolSpec = z.infer<typeof Described>
export interface ChatMessage {
  readonly role: string
  readonly text: string
}
export interface GenerationInput {
  readonly messages: readonly ChatMessage[]
  readonly stream: boolean
  readonly maxTokens: number | undefined
  readonly tools: readonly ToolSpec[]
  /** A tool's name, or OpenAI's `auto`, `none`, `required`. */
  readonly toolChoice: string
  readonly responseFormat: z.infer<typeof ResponseFormat> | undefined
}
export interface RankingInput {
  readonly query: string
  readonly contexts: readonly string[]
  readonly topK: number | undefined
}
export type AiInput = { readonly texts: readonly string[] } | RankingInput | GenerationInput

const NO_TASK = "required properties at '/' are 'prompt', 'messages' or 'text'"

/** Tells by its fields what a call asks for. What fits nothing is refused as Workers AI does. */
export function parseInput(inputs: unknown): AiInput {
  if (!isObject(inputs)) throw badInput(NO_TASK)
  if ('text' in inputs) {
    const { text } = parsed(Embedding, inputs)
    return { texts: typeof text === 'string' ? [text] : text }
  }
  if ('contexts' in inputs) {
    const { query, contexts, top_k: topK } = parsed(Ranking, inputs)
    return { query, contexts: contexts.map(({ text }) => text), topK }
  }
  if ('prompt' in inputs || 'messages' in inputs) return toGeneration(parsed(Generation, inputs))
  throw badInput(NO_TASK)
}

function toGeneration(input: z.infer<typeof Generation>): GenerationInput {
  const messages = input.messages?.map(({ role, content }) => ({ role, text: textOf(content) }))
  return {
    messages: messages ?? [{ role: 'user', text: input.prompt ?? '' }],
    stream: input.stream ?? false,
    maxTokens: input.max_tokens,
    tools: (input.tools ?? []).map((tool) =>
      'function' in tool ? Described.parse(tool.function) : Described.parse(tool),
    ),
    toolChoice:
      typeof input.tool_choice === 'object' ? input.tool_choice.function.name : (input.tool_choice ?? 'auto'),
    responseFormat: input.response_format,
  }
}

function textOf(content: z.infer<typeof Content> | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => text ?? '').join('\n')
}

function parsed<T>(schema: z.ZodMiniType<T>, inputs: unknown): T {
  const result = schema.safeParse(inputs)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw badInput(`/${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`)
}

function badInput(text: string): AiError {
  return new AiError(5006, `Error: ${text}`, 400)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

import { estimateTokens, MESSAGE_OVERHEAD_TOKENS } from './estimate-tokens.ts'
import { isRecord } from './json/json.ts'
import { mediaTokens } from './media/part-tokens.ts'

/** What a model reads before it answers. */
export interface Prompt {
  /** Whole, with whatever fields they have: all of it may be sent on. */
  readonly messages: readonly Readonly<Record<string, unknown>>[]
  /** The tenant's own prompt, tool definitions, schemas: each is part of the prompt as text or JSON. */
  readonly extras?: readonly unknown[]
  /** Those that may answer. What an image costs depends on them; the dearest counts. */
  readonly models: readonly string[]
}

/** An upper bound of the prompt tokens of a conversation: text, tool calls, images, audio and files. */
export function estimatePrompt({ messages, extras = [], models }: Prompt): number {
  let tokens = MESSAGE_OVERHEAD_TOKENS
  for (const message of messages) tokens += MESSAGE_OVERHEAD_TOKENS + messageTokens(message, models)
  for (const extra of extras) if (extra != null) tokens += MESSAGE_OVERHEAD_TOKENS + jsonTokens(extra)
  return tokens
}

function messageTokens(message: Readonly<Record<string, unknown>>, models: readonly string[]): number {
  let tokens = 0
  for (const [name, value] of Object.entries(message)) {
    if (name === 'content' && Array.isArray(value)) {
      for (const part of value) tokens += partTokens(part, models)
    } else if (name !== 'role') tokens += jsonTokens(value)
  }
  return tokens
}

/** Parts are joined by a line end, which is a token. */
function partTokens(part: unknown, models: readonly string[]): number {
  if (!isRecord(part)) return 1 + jsonTokens(part)
  const { type, text, ...others } = part
  // Some fields of a text, such as `cache_control`, are for the server; all of them may be read.
  if (type === 'text')
    return 1 + jsonTokens(text) + (Object.keys(others).length === 0 ? 0 : jsonTokens(others))
  const media = mediaTokens(part, models)
  return 1 + (media === undefined ? jsonTokens(part) : media + jsonTokens(text))
}

function jsonTokens(value: unknown): number {
  if (value == null) return 0
  return estimateTokens(typeof value === 'string' ? value : JSON.stringify(value))
}

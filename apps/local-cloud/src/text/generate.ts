import { estimateTokenCount } from 'tokenx'

import type { GenerationInput } from '../ai-inputs.ts'
import { DEFAULT_MAX_TOKENS } from '../limits.ts'
import { exampleOf } from './example-of.ts'
import { replyTo } from './reply.ts'
import { toolCallFor, type ToolCall } from './tool-call.ts'

export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
}

/** One whole answer, before it is sent whole or word by word. */
export interface Generated {
  readonly words: readonly string[]
  readonly toolCalls: readonly ToolCall[]
  readonly finishReason: 'stop' | 'length' | 'tool_calls'
  readonly usage: Usage
}

export function generate(input: GenerationInput): Generated {
  const call = toolCallFor(input)
  const maxTokens = input.maxTokens ?? DEFAULT_MAX_TOKENS
  const text = call === undefined ? textFor(input) : ''
  const { words, isCut } = cutTo(maxTokens, text.match(/\s*\S+/g) ?? [])
  return {
    words,
    toolCalls: call === undefined ? [] : [call],
    finishReason: call !== undefined ? 'tool_calls' : isCut ? 'length' : 'stop',
    usage: usageOf(
      input,
      isCut ? maxTokens : estimateTokenCount(call === undefined ? text : JSON.stringify(call)),
    ),
  }
}

function textFor({ messages, responseFormat }: GenerationInput): string {
  switch (responseFormat?.type) {
    case 'json_object':
      return JSON.stringify({ answer: replyTo(messages) })
    case 'json_schema':
      return JSON.stringify(exampleOf(schemaIn(responseFormat.json_schema)))
    default:
      return replyTo(messages)
  }
}

/** OpenAI wraps the schema, Workers AI does not. */
function schemaIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schema' in value ? value.schema : value
}

/** As many whole words as the limit has room for; counts grow with the text, so the place can be searched by halves. */
function cutTo(maxTokens: number, words: readonly string[]): { words: readonly string[]; isCut: boolean } {
  const fits = (count: number): boolean => estimateTokenCount(words.slice(0, count).join('')) <= maxTokens
  if (fits(words.length)) return { words, isCut: false }
  let [fitting, tooMany] = [0, words.length]
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1
    if (fits(middle)) fitting = middle
    else tooMany = middle
  }
  return { words: words.slice(0, fitting), isCut: true }
}

function usageOf({ messages }: GenerationInput, completionTokens: number): Usage {
  const prompt = messages.reduce((sum, { text }) => sum + estimateTokenCount(text), 0)
  return {
    prompt_tokens: prompt,
    completion_tokens: completionTokens,
    total_tokens: prompt + completionTokens,
  }
}

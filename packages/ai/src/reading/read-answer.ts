import type { ToolCall, ToolCallDelta, Usage } from '../model-answer.ts'
import { ProviderFailure } from '../provider-failure.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { readUsage } from '../usage.ts'
import { isRecord, listOf, optionalText, recordOf, textOf } from './json.ts'

export interface ReadAnswer {
  readonly text: string
  /** What the model thought: shown to nobody, but paid for. */
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly finishReason: string | undefined
  readonly usage: Usage | undefined
}

/** A whole answer, in OpenAI's form (`choices`) or Workers AI's own (`response`, `tool_calls`). */
export function readAnswer(body: unknown): ReadAnswer {
  if (!isRecord(body)) throw new ProviderFailure('malformed')
  if (body['error'] != null) throw classifyInBand(body['error'])
  const answer = 'choices' in body ? readChoice(body) : readOwnForm(body)
  if (answer.finishReason === 'content_filter' && answer.text === '') throw new ProviderFailure('content')
  if (answer.text === '' && answer.toolCalls.length === 0 && answer.finishReason !== 'length') {
    throw new ProviderFailure('empty')
  }
  return answer
}

function readChoice(body: Readonly<Record<string, unknown>>): ReadAnswer {
  const choice = listOf(body['choices'])[0]
  if (!isRecord(choice) || !isRecord(choice['message'])) throw new ProviderFailure('malformed')
  const { content, tool_calls: toolCalls } = choice['message']
  if (content != null && typeof content !== 'string') throw new ProviderFailure('malformed')
  return {
    text: content ?? '',
    reasoning: reasoningIn(choice['message']),
    toolCalls: listOf(toolCalls).map(readToolCall),
    finishReason: optionalText(choice['finish_reason']),
    usage: readUsage(body['usage']),
  }
}

function readOwnForm(body: Readonly<Record<string, unknown>>): ReadAnswer {
  if (!('response' in body)) throw new ProviderFailure('malformed')
  return {
    text: textOf(body['response']),
    reasoning: reasoningIn(body),
    toolCalls: listOf(body['tool_calls']).map(readToolCall),
    // Not every model gives one in this form.
    finishReason: optionalText(body['finish_reason']),
    usage: readUsage(body['usage']),
  }
}

/** Workers AI's own form has `{name, arguments: {…}}` and no id. */
function readToolCall(value: unknown): ToolCall {
  const call = recordOf(value)
  const source = isRecord(call['function']) ? call['function'] : call
  const name = optionalText(source['name'])
  if (name === undefined) throw new ProviderFailure('malformed')
  return {
    id: optionalText(call['id']) ?? `call_${crypto.randomUUID().replaceAll('-', '')}`,
    type: 'function',
    function: { name, arguments: textOf(source['arguments']) || '{}' },
  }
}

export interface ReadChunk {
  readonly text: string
  readonly toolCalls: readonly ToolCallDelta[]
  /** The model is thinking: alive, but nothing to show yet. */
  readonly reasoning: string
  readonly finishReason: string | undefined
  readonly usage: Usage | undefined
}

/** One chunk of a stream, in either form. */
export function readChunk(body: unknown): ReadChunk {
  if (!isRecord(body)) throw new ProviderFailure('malformed')
  if (body['error'] != null) throw classifyInBand(body['error'])
  const choice = recordOf(listOf(body['choices'])[0])
  const delta = 'choices' in body ? recordOf(choice['delta']) : body
  const toolCalls = listOf(delta['tool_calls'])
  return {
    text: textOf('choices' in body ? delta['content'] : delta['response']),
    toolCalls: toolCalls.length === 0 ? [] : toolCalls.map(readToolDelta),
    reasoning: reasoningIn(delta),
    finishReason: optionalText(choice['finish_reason'] ?? body['finish_reason']),
    usage: readUsage(body['usage']),
  }
}

/** Servers do not agree on its name. */
function reasoningIn(answer: Readonly<Record<string, unknown>>): string {
  return optionalText(answer['reasoning_content']) ?? optionalText(answer['reasoning']) ?? ''
}

function readToolDelta(value: unknown, position: number): ToolCallDelta {
  const call = recordOf(value)
  // Workers AI's own form sends a call whole, in one chunk.
  if (!isRecord(call['function'])) return { index: position, ...readToolCall(call) }
  const { name, arguments: piece } = call['function']
  const id = optionalText(call['id'])
  return {
    index: typeof call['index'] === 'number' ? call['index'] : position,
    ...(id === undefined ? {} : { id, type: 'function' }),
    function: {
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof piece === 'string' ? { arguments: piece } : {}),
    },
  }
}

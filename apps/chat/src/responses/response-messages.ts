import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import {
  isMessageItem,
  type ContentPart,
  type InputItem,
} from '@bulkhead/contracts/http/responses/response-input'

import type { Exchange } from '../answers/context-window.ts'

type Content = string | readonly ContentPart[]

/** Items of the Responses API as messages of a chat, for models that know only those. */
export function messagesOf(items: readonly InputItem[]): ChatMessage[] {
  const messages: ChatMessage[] = []
  const shown: ChatPart[] = []
  for (const item of items) {
    if (isMessageItem(item)) {
      show(messages, shown)
      messages.push({ role: item.role, ...contentOf(item.content) })
    } else if (item.type === 'function_call') {
      show(messages, shown)
      addCall(messages, item)
    } else if (item.type === 'function_call_output') {
      shown.push(...picturesIn(item.output))
      messages.push({ role: 'tool', tool_call_id: item.call_id, content: outputOf(item.output) })
    }
  }
  show(messages, shown)
  return messages
}

/** A tool's message is all text: what else it gave comes behind the row of outputs, which nothing may part. */
function show(messages: ChatMessage[], shown: ChatPart[]): void {
  if (shown.length > 0) messages.push({ role: 'user', content: shown.splice(0) })
}

function picturesIn(output: Content): readonly ChatPart[] {
  if (typeof output === 'string') return []
  return output.filter(({ type }) => type === 'input_image' || type === 'input_file').flatMap(partOf)
}

function outputOf(output: Content): string {
  const text = textOf(output)
  return text === '' && picturesIn(output).length > 0 ? SHOWN_BELOW : text
}

const SHOWN_BELOW = 'The output is shown below.'

/** Calls that a model made side by side are one message of it. */
function addCall(messages: ChatMessage[], call: Extract<InputItem, { type: 'function_call' }>): void {
  const made = {
    id: call.call_id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }
  const last = messages.at(-1)
  const calls = last?.role === 'assistant' ? (last.tool_calls ?? []) : undefined
  if (last === undefined || calls === undefined)
    messages.push({ role: 'assistant', content: null, tool_calls: [made] })
  else messages.splice(-1, 1, { ...last, tool_calls: [...calls, made] })
}

/** What is all text is one, since many models take nothing else. */
function contentOf(content: Content): Pick<ChatMessage, 'content' | 'refusal'> {
  if (typeof content === 'string') return { content }
  const refusal = content.find((part) => part.type === 'refusal')
  if (refusal !== undefined) return { content: null, refusal: refusal.refusal }
  if (content.every((part) => 'text' in part)) return { content: textOf(content) }
  return { content: content.flatMap(partOf) }
}

interface ChatPart {
  readonly type: string
  readonly [field: string]: unknown
}

function partOf(part: ContentPart): readonly ChatPart[] {
  switch (part.type) {
    case 'input_image':
      return [{ type: 'image_url', image_url: definedOf({ url: part.image_url, detail: part.detail }) }]
    case 'input_file': {
      const { file_data, filename, file_url } = part
      return [{ type: 'file', file: definedOf({ file_data, filename, file_url }) }]
    }
    case 'input_audio':
      return [{ type: 'input_audio', input_audio: part.input_audio }]
    case 'refusal':
      return []
    default:
      return [{ type: 'text', text: part.text }]
  }
}

function definedOf(fields: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}

/** What a person or a tool wrote in these. */
function textOf(content: Content): string {
  if (typeof content === 'string') return content
  return content
    .flatMap((part) => ('text' in part && typeof part.text === 'string' ? [part.text] : []))
    .join('\n')
}

/** The last words of the user, if nothing came after them. */
export function questionIn(items: readonly InputItem[]): string | undefined {
  const last = items.at(-1)
  if (last === undefined || !isMessageItem(last) || last.role !== 'user') return undefined
  return textOf(last.content)
}

/** What was asked and answered before the last question, oldest first. */
export function exchangesIn(items: readonly InputItem[]): readonly Exchange[] {
  const exchanges: { question: string; answer: string }[] = []
  for (const item of items.slice(0, -1)) {
    if (!isMessageItem(item)) continue
    const last = exchanges.at(-1)
    if (item.role === 'user') exchanges.push({ question: textOf(item.content), answer: '' })
    else if (item.role === 'assistant' && last !== undefined) last.answer = textOf(item.content)
  }
  return exchanges
}

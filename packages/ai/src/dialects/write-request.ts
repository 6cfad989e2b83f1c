import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'

import { isRecord, recordOf } from '../json/json.ts'
import { messageText, type ModelRequest } from '../model-request.ts'
import type { Dialect } from './dialect.ts'

/** The body of a chat completion as one model wants it. What Bulkhead decides overrides what the client sent. */
export function writeRequest(
  dialect: Dialect,
  model: string,
  { request, stream }: { readonly request: ModelRequest; readonly stream: boolean },
): Readonly<Record<string, unknown>> {
  const { messages, parameters: given } = request.written ?? request
  const { stream_options: options, ...parameters } = given
  return {
    ...withoutEmptyTools(dialect, parameters),
    model,
    messages: writeMessages(dialect, messages),
    [dialect.outputLimit]: request.maxTokens,
    ...streamFields(dialect, stream, options),
  }
}

function streamFields(dialect: Dialect, stream: boolean, options: unknown) {
  if (!stream || dialect.stream === 'never') return dialect.plainStream === 'false' ? { stream: false } : {}
  if (dialect.streamOptions === 'omit') return { stream }
  return { stream, stream_options: { ...recordOf(options), include_usage: true } }
}

/** Without tools nothing may be said of them either. */
function withoutEmptyTools({ emptyTools }: Dialect, parameters: ModelRequest['parameters']) {
  const { tools, tool_choice: _choice, parallel_tool_calls: _parallel, ...rest } = parameters
  const isEmpty = Array.isArray(tools) && tools.length === 0
  return isEmpty && emptyTools === 'omit' ? rest : parameters
}

function writeMessages(dialect: Dialect, messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const named = messages.map((message) => writeMessage(dialect, message))
  if (dialect.systemMessages === 'many' || !named.some(isSystem)) return named
  const text = named.filter(isSystem).map(messageText).join('\n\n')
  const others = named.filter((message) => !isSystem(message))
  if (dialect.systemMessages === 'one') return [{ role: 'system', content: text }, ...others]
  return beforeFirstOfUser(text, others)
}

function writeMessage({ developerRole, content: wanted }: Dialect, message: ChatMessage): ChatMessage {
  const { role: given, content } = message
  const role = given === 'developer' && developerRole === 'system' ? 'system' : given
  const isText = typeof content === 'string' || wanted === 'any' || !isAllText(content)
  return isText ? { ...message, role } : { ...message, role, content: messageText(message) }
}

/** What holds more than text cannot be written as one. */
function isAllText(content: ChatMessage['content']): boolean {
  return content == null || typeof content === 'string' || content.every(({ type }) => type === 'text')
}

function isSystem({ role }: ChatMessage): boolean {
  return role === 'system' || role === 'developer'
}

function beforeFirstOfUser(text: string, messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const at = messages.findIndex(({ role }) => role === 'user')
  const first = messages[at]
  if (first === undefined) return [{ role: 'user', content: text }, ...messages]
  const content = Array.isArray(first.content)
    ? [{ type: 'text', text }, ...first.content.filter(isRecord)]
    : `${text}\n\n${first.content ?? ''}`
  return [...messages.slice(0, at), { ...first, content }, ...messages.slice(at + 1)]
}

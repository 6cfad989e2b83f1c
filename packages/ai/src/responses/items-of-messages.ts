import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'

import { isRecord, listOf, recordOf, textOf, type JsonRecord } from '../json/json.ts'

/** Messages of a chat as items of the Responses API. */
export function itemsOfMessages(messages: readonly ChatMessage[]): JsonRecord[] {
  return messages.flatMap(itemsOf)
}

function itemsOf(message: ChatMessage): readonly JsonRecord[] {
  const { role, content, refusal, tool_calls: calls, tool_call_id: callId } = message
  if (role === 'tool' || role === 'function')
    return [{ type: 'function_call_output', call_id: callId ?? '', output: plainText(content) }]
  const parts = [...partsOf(role, content), ...(refusal == null ? [] : [{ type: 'refusal', refusal }])]
  const said = parts.length === 0 ? [] : [{ type: 'message', role, content: parts }]
  return [...said, ...listOf(calls).map(callOf)]
}

function callOf(call: unknown): JsonRecord {
  const { id, function: called } = recordOf(call)
  const { name, arguments: text } = recordOf(called)
  return { type: 'function_call', call_id: id, name, arguments: text }
}

function partsOf(role: ChatMessage['role'], content: ChatMessage['content']): readonly JsonRecord[] {
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  if (typeof content === 'string') return content === '' ? [] : [{ type, text: content }]
  return listOf(content).map((part) => partOf(type, recordOf(part)))
}

/** Parts of other kinds go as they came: their provider says what it does not take. */
function partOf(textType: string, part: JsonRecord): JsonRecord {
  switch (part['type']) {
    case 'text':
      return { type: textType, text: part['text'] }
    case 'image_url': {
      const image = part['image_url']
      const { url, detail } = isRecord(image) ? image : { url: image }
      return { type: 'input_image', image_url: url, ...(detail == null ? {} : { detail }) }
    }
    case 'file': {
      const { file_data, filename, file_url } = recordOf(part['file'])
      const given = Object.entries({ file_data, filename, file_url }).filter(([, value]) => value != null)
      return { type: 'input_file', ...Object.fromEntries(given) }
    }
    default:
      return part
  }
}

function plainText(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => textOf(recordOf(part)['text']))
    .join('\n')
}

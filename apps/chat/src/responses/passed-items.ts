import type { ResponsesForm } from '@bulkhead/ai/model-request'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import {
  isMessageItem,
  type ContentPart,
  type InputItem,
} from '@bulkhead/contracts/http/responses/response-input'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

type Item = ResponsesForm['input'][number]

/** The request for a model that is asked in the same API: what messages would lose goes along. */
export function passedForm(
  { reasoning }: ResponsesRequest,
  system: readonly ChatMessage[],
  items: readonly InputItem[],
): ResponsesForm {
  const given = Object.entries(reasoning ?? {}).filter(([, value]) => value != null)
  const first = system.map(({ role, content }) => ({ type: 'message', role, content }))
  return { input: [...first, ...items.flatMap(passed)], reasoning: Object.fromEntries(given) }
}

/** Our ids name nothing there, and our annotations are nobody else's. */
function passed(item: InputItem): readonly Item[] {
  if (isMessageItem(item)) {
    const { role, content } = item
    return [{ type: 'message', role, content: typeof content === 'string' ? content : content.map(bare) }]
  }
  switch (item.type) {
    case 'function_call': {
      const { type, call_id, name, arguments: text } = item
      return [{ type, call_id, name, arguments: text }]
    }
    case 'function_call_output':
      return [{ type: item.type, call_id: item.call_id, output: item.output }]
    default:
      return isReadable(item) ? [thoughtOf(item)] : []
  }
}

function bare(part: ContentPart): Item {
  if (part.type !== 'output_text') return part
  return { type: part.type, text: part.text }
}

/** Thoughts that came without what their provider reads are of another model. */
function isReadable(item: Item): boolean {
  return item['type'] === 'reasoning' && typeof item['encrypted_content'] === 'string'
}

function thoughtOf({ id: _id, status: _status, content, ...thought }: Item): Item {
  return Array.isArray(content) && content.length > 0 ? { ...thought, content } : thought
}

import type { InputItem } from '@bulkhead/contracts/http/responses/response-input'

import type { ClientTools } from './client-tools.ts'
import { argumentsOf } from './custom-input.ts'

/**
 * The conversation with every call of a tool as that of a function, as models are told of the tools. What
 * declares tools, and what only other servers run, is left out.
 */
export function plainItems(items: readonly InputItem[], tools: ClientTools): readonly InputItem[] {
  return items.flatMap((item) => plain(item, tools))
}

type ItemOf<Type extends InputItem['type']> = Extract<InputItem, { type: Type }>

function plain(item: InputItem, tools: ClientTools): readonly InputItem[] {
  switch (item.type) {
    case 'function_call':
      return [{ ...item, name: tools.flatNameOf(item.name, namespaceIn(item)) }]
    case 'custom_tool_call': {
      const { call_id, name, input } = item
      return [functionCall(call_id, tools.flatNameOf(name, namespaceIn(item)), argumentsOf(input))]
    }
    case 'custom_tool_call_output':
      return [{ type: 'function_call_output', call_id: item.call_id, output: item.output }]
    case 'tool_search_call':
      return searchCall(item, tools)
    case 'tool_search_output':
      return foundTools(item)
    case 'agent_message':
      return messageOfAgent(item)
    default:
      return item.type === undefined || READ.has(item.type) ? [item] : []
  }
}

/** What goes on as it is. */
const READ: ReadonlySet<string> = new Set(['message', 'function_call_output', 'reasoning', 'item_reference'])

function functionCall(callId: string, name: string, text: string): InputItem {
  return { type: 'function_call', call_id: callId, name, arguments: text }
}

/** A search that a server ran has no call that could be answered. */
function searchCall({ call_id: id, arguments: given }: ItemOf<'tool_search_call'>, tools: ClientTools) {
  return id == null ? [] : [functionCall(id, tools.searchName, JSON.stringify(given ?? {}))]
}

function foundTools({ call_id: id, tools }: ItemOf<'tool_search_output'>): readonly InputItem[] {
  if (id == null) return []
  const names = tools.flatMap((tool) => ('name' in tool && typeof tool.name === 'string' ? [tool.name] : []))
  return [{ type: 'function_call_output', call_id: id, output: JSON.stringify({ tools: names }) }]
}

function messageOfAgent({ content }: ItemOf<'agent_message'>): readonly InputItem[] {
  const text = textIn(content)
  return text === '' ? [] : [{ type: 'message', role: 'user', content: text }]
}

function namespaceIn(item: object): string | undefined {
  return 'namespace' in item && typeof item.namespace === 'string' ? item.namespace : undefined
}

/** Parts that only their own server can read say nothing here. */
function textIn(content: string | readonly object[]): string {
  if (typeof content === 'string') return content
  return content
    .flatMap((part) => ('text' in part && typeof part.text === 'string' ? [part.text] : []))
    .join('\n')
}

import type { ToolCall, ToolCallDelta } from '@bulkhead/ai/model-answer'

import type { NumberedSource } from '../answers/source.ts'
import type { Emit, ItemPlace } from './output-text.ts'

/** The search of the documents, which was over before the model was asked. */
export function fileSearchItem(
  emit: Emit,
  { index, id }: ItemPlace,
  search: {
    readonly query: string
    readonly sources: readonly NumberedSource[]
    readonly hasResults: boolean
  },
) {
  const { query, sources, hasResults } = search
  const results = hasResults ? sources.map(resultOf) : null
  const item = { type: 'file_search_call', id, status: 'completed', queries: [query], results }
  const at = { item_id: id, output_index: index }
  const begun = { ...item, status: 'in_progress', results: null }
  emit('response.output_item.added', { output_index: index, item: begun })
  for (const step of ['in_progress', 'searching', 'completed']) emit(`response.file_search_call.${step}`, at)
  emit('response.output_item.done', { output_index: index, item })
  return item
}

function resultOf({ documentId, title, score, text }: NumberedSource) {
  return { file_id: documentId, filename: title, score, text, attributes: {} }
}

/** A call that came whole, as the piece of it that a stream would have brought. */
export function deltaOf({ id, type, function: called }: ToolCall, index: number): ToolCallDelta {
  return { index, id, type, ...(called === undefined ? {} : { function: called }) }
}

import type { ToolCall, ToolCallDelta } from '@bulkhead/ai/model-answer'

import type { NumberedSource } from '../answers/source.ts'
import type { Emit, ItemPlace } from './output-text.ts'

/** A call of a client's function, as its arguments arrive. */
export class OutputCall {
  readonly #id: string
  readonly #emit: Emit
  readonly #index: number
  #callId: string
  #name: string
  #arguments = ''

  constructor(
    emit: Emit,
    { index, id: itemId }: ItemPlace,
    { id, function: called }: Pick<ToolCallDelta, 'id' | 'function'>,
  ) {
    this.#emit = emit
    this.#id = itemId
    this.#index = index
    this.#callId = id ?? itemId
    this.#name = called?.name ?? ''
    emit('response.output_item.added', { output_index: index, item: this.#item('in_progress') })
  }

  push(delta: string): void {
    if (delta === '') return
    this.#arguments += delta
    this.#emit('response.function_call_arguments.delta', { ...this.#at, delta })
  }

  end(status: 'completed' | 'incomplete') {
    this.#emit('response.function_call_arguments.done', {
      ...this.#at,
      name: this.#name,
      arguments: this.#arguments,
    })
    const item = this.#item(status)
    this.#emit('response.output_item.done', { output_index: this.#index, item })
    return item
  }

  get #at() {
    return { item_id: this.#id, output_index: this.#index }
  }

  #item(status: string) {
    const [call_id, name] = [this.#callId, this.#name]
    return { type: 'function_call', id: this.#id, call_id, name, arguments: this.#arguments, status }
  }
}

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

import type { ToolCallDelta } from '@bulkhead/ai/model-answer'

import type { Emit, ItemPlace } from '../output-text.ts'
import type { CalledTool } from './client-tools.ts'
import { inputIn, objectIn } from './custom-input.ts'

type Called = Pick<CalledTool, 'kind' | 'name' | 'namespace'>

/** A call of a client's tool, in the form in which the client declared it, as its arguments arrive. */
export class OutputCall {
  readonly #id: string
  readonly #emit: Emit
  readonly #index: number
  readonly #callId: string
  readonly #tool: Called
  #arguments = ''

  constructor(
    emit: Emit,
    { index, id: itemId }: ItemPlace,
    { id, function: called }: Pick<ToolCallDelta, 'id' | 'function'>,
    tool: Called | undefined,
  ) {
    this.#emit = emit
    this.#id = itemId
    this.#index = index
    this.#callId = id ?? itemId
    this.#tool = tool ?? { kind: 'function', name: called?.name ?? '', namespace: undefined }
    emit('response.output_item.added', { output_index: index, item: this.#item('in_progress') })
  }

  push(delta: string): void {
    if (delta === '') return
    this.#arguments += delta
    if (this.#tool.kind === 'function')
      this.#emit('response.function_call_arguments.delta', { ...this.#at, delta })
  }

  end(status: 'completed' | 'incomplete') {
    this.#endArguments()
    const item = this.#item(status)
    this.#emit('response.output_item.done', { output_index: this.#index, item })
    return item
  }

  /** A text is known only when all of the arguments that hold it are. */
  #endArguments(): void {
    const { kind, name } = this.#tool
    if (kind === 'function') {
      const done = { ...this.#at, name, arguments: this.#arguments }
      this.#emit('response.function_call_arguments.done', done)
    } else if (kind === 'custom') {
      const input = inputIn(this.#arguments)
      this.#emit('response.custom_tool_call_input.delta', { ...this.#at, delta: input })
      this.#emit('response.custom_tool_call_input.done', { ...this.#at, input })
    }
  }

  get #at() {
    return { item_id: this.#id, output_index: this.#index }
  }

  #item(status: string) {
    const { kind, name, namespace } = this.#tool
    const [id, call_id] = [this.#id, this.#callId]
    const named = namespace === undefined ? { name } : { name, namespace }
    if (kind === 'custom')
      return { type: 'custom_tool_call', id, call_id, ...named, input: inputIn(this.#arguments), status }
    if (kind === 'search') {
      const found = { execution: 'client', arguments: objectIn(this.#arguments) }
      return { type: 'tool_search_call', id, call_id, ...found, status }
    }
    return { type: 'function_call', id, call_id, ...named, arguments: this.#arguments, status }
  }
}

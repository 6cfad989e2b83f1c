import type { Delta, Finish, ToolCallDelta, Usage } from '@bulkhead/ai/model-answer'
import type { OutputItem, ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import type { Citation } from '@bulkhead/contracts/http/sessions'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import type { AnswerPlan } from '../answers/plan-answer.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { fileSearchItem } from './output-items.ts'
import { OutputReasoning } from './output-reasoning.ts'
import { OutputText, type ItemPlace } from './output-text.ts'
import { endedBody } from './response-body.ts'
import { itemId } from './response-ids.ts'
import { OutputCall } from './tools/output-call.ts'

/** An item that is still being written. */
interface Writing {
  end(status: 'completed' | 'incomplete'): OutputItem
}

type Prefix = Parameters<typeof itemId>[0]

/** Of the ids of calls. */
const PREFIXES = { function: 'fc', custom: 'ctc', search: 'tsc' } as const
const NOBODY: EventSink = { write: () => undefined, close: () => undefined }
/** What readers of these streams expect behind the last event. */
const DONE = 'data: [DONE]\n\n'

export function responseEvent(sequence: number, type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...fields })}\n\n`
}

/**
 * Makes a response out of what a model says: its output items, and the typed events about them for whoever
 * listens. Sequence numbers ascend by one from 0.
 */
export class ResponseEvents {
  readonly #sink: EventSink
  readonly #open: ResponseObject
  readonly #plan: Pick<AnswerPlan, 'sources' | 'query' | 'tools'>
  readonly #hasResults: boolean
  readonly #items = new Map<number, OutputItem | Writing>()
  readonly #calls = new Map<number, OutputCall>()
  #text: OutputText | undefined
  #refusal: OutputText | undefined
  #reasoning: OutputReasoning | undefined
  #sequence = 0
  #model: string

  constructor(
    open: ResponseObject,
    plan: Pick<AnswerPlan, 'sources' | 'query' | 'tools'>,
    { hasResults, sink = NOBODY }: { readonly hasResults: boolean; readonly sink?: EventSink },
  ) {
    this.#open = open
    this.#plan = plan
    this.#hasResults = hasResults
    this.#sink = sink
    this.#model = open.model
  }

  get text(): string {
    return this.#text?.text ?? this.#refusal?.text ?? ''
  }

  get citations(): readonly Citation[] {
    return this.#text?.citations ?? []
  }

  start(model: string): void {
    this.#model = model
    const response = { ...this.#open, model }
    this.#emit('response.created', { response })
    this.#emit('response.in_progress', { response })
    const { query, sources } = this.#plan
    if (query === undefined) return
    const search = { query, sources: sources ?? [], hasResults: this.#hasResults }
    this.#items.set(0, fileSearchItem(this.#emit, this.#place('fs', 0), search))
  }

  deltas(deltas: readonly Delta[]): void {
    for (const { text, refusal, reasoning, thought, toolCalls } of deltas) {
      if (reasoning !== '') this.#reasoningItem().push(reasoning, thought?.isSummary)
      for (const item of thought?.items ?? []) this.#thought(item)
      if (text !== '') this.#textItem().push(text)
      if (refusal !== '') this.#refusalItem().push(refusal)
      for (const call of toolCalls) this.#callItem(call).push(call.function?.arguments ?? '')
    }
  }

  /** The finished response; its last event is {@link last}'s. */
  end({ finishReason, usage }: Pick<Finish, 'finishReason' | 'usage'>): ResponseObject {
    const status = finishReason === 'length' ? 'incomplete' : 'completed'
    return endedBody(this.#open, { model: this.#model, output: this.#output(status), usage, finishReason })
  }

  failed({ error }: ErrorBody, usage: Usage | undefined): ResponseObject {
    const { code, message } = error
    const output = this.#output('incomplete')
    return endedBody(this.#open, { model: this.#model, output, usage, error: { code, message } })
  }

  /** The one terminal event. */
  last(response: ResponseObject): void {
    const type = `response.${response.status === 'cancelled' ? 'failed' : response.status}`
    this.#sink.write([responseEvent(this.#sequence++, type, { response }), DONE])
  }

  /** What is still open is ended, in the order in which it began. */
  #output(status: 'completed' | 'incomplete'): readonly OutputItem[] {
    const ended = [...this.#items.entries()].sort(([one], [other]) => one - other)
    return ended.map(([, item]) => (isWriting(item) ? item.end(status) : item))
  }

  #place(prefix: Prefix, index: number): ItemPlace {
    return { index, id: itemId(prefix, this.#open.id, index) }
  }

  #begin<T extends Writing>(prefix: Prefix, make: (at: ItemPlace) => T): T {
    const index = this.#items.size
    const item = make(this.#place(prefix, index))
    this.#items.set(index, item)
    return item
  }

  #reasoningItem(): OutputReasoning {
    this.#reasoning ??= this.#begin('rs', (at) => new OutputReasoning(this.#emit, at))
    return this.#reasoning
  }

  /** A thought is whole, in its provider's words; another one is an item of its own. */
  #thought(item: Readonly<Record<string, unknown>>): void {
    const writing = this.#reasoningItem()
    this.#items.set(writing.index, writing.endAs(item))
    this.#reasoning = undefined
  }

  #textItem(): OutputText {
    const { sources } = this.#plan
    this.#text ??= this.#begin('msg', (at) => new OutputText(this.#emit, at, sources, false))
    return this.#text
  }

  #refusalItem(): OutputText {
    this.#refusal ??= this.#begin('msg', (at) => new OutputText(this.#emit, at, undefined, true))
    return this.#refusal
  }

  #callItem(delta: ToolCallDelta): OutputCall {
    const known = this.#calls.get(delta.index)
    if (known !== undefined) return known
    const tool = this.#plan.tools?.called(delta.function?.name ?? '')
    const prefix = PREFIXES[tool?.kind ?? 'function']
    const call = this.#begin(prefix, (at) => new OutputCall(this.#emit, at, delta, tool))
    this.#calls.set(delta.index, call)
    return call
  }

  readonly #emit = (type: string, fields: object): void => {
    this.#sink.write([responseEvent(this.#sequence++, type, fields)])
  }
}

function isWriting(item: OutputItem | Writing): item is Writing {
  return 'end' in item && typeof item.end === 'function'
}

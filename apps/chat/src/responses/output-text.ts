import type { Citation } from '@bulkhead/contracts/http/sessions'

import { CitedText, type Cited } from '../answers/cited-text.ts'
import type { NumberedSource } from '../answers/source.ts'

/** Writes one event; its sequence number is the writer's business. */
export type Emit = (type: string, fields: Readonly<Record<string, unknown>>) => void

/** Where an item stands in the output, and its name. */
export interface ItemPlace {
  readonly index: number
  readonly id: string
}

/** The message of a response: one part of text with checked citations, or a refusal. */
export class OutputText {
  readonly #emit: Emit
  readonly #at: { readonly item_id: string; readonly output_index: number; readonly content_index: 0 }
  readonly #cited: CitedText
  readonly #isRefusal: boolean
  #annotations = 0

  constructor(
    emit: Emit,
    { index, id }: ItemPlace,
    sources: readonly NumberedSource[] | undefined,
    isRefusal: boolean,
  ) {
    this.#emit = emit
    this.#isRefusal = isRefusal
    this.#cited = new CitedText(isRefusal ? undefined : sources)
    this.#at = { item_id: id, output_index: index, content_index: 0 }
    const item = { type: 'message', id, role: 'assistant', status: 'in_progress', content: [] }
    emit('response.output_item.added', { output_index: index, item })
    emit('response.content_part.added', { ...this.#at, part: this.#part() })
  }

  get text(): string {
    return this.#cited.text
  }

  get citations(): readonly Citation[] {
    return this.#cited.citations
  }

  push(text: string): void {
    this.#write(this.#cited.push(text))
  }

  /** The whole item, which will not change any more. */
  end(status: 'completed' | 'incomplete') {
    this.#write(this.#cited.end())
    const { text } = this
    const done = this.#isRefusal ? { refusal: text } : { text, logprobs: [] }
    this.#emit(`response.${this.#kind}.done`, { ...this.#at, ...done })
    this.#emit('response.content_part.done', { ...this.#at, part: this.#part() })
    const item = { type: 'message', id: this.#at.item_id, role: 'assistant', status, content: [this.#part()] }
    this.#emit('response.output_item.done', { output_index: this.#at.output_index, item })
    return item
  }

  get #kind(): 'refusal' | 'output_text' {
    return this.#isRefusal ? 'refusal' : 'output_text'
  }

  #part() {
    if (this.#isRefusal) return { type: 'refusal', refusal: this.text }
    return {
      type: 'output_text',
      text: this.text,
      annotations: this.citations.map(annotationOf),
      logprobs: [],
    }
  }

  #write({ text: delta, citations }: Cited): void {
    const logprobs = this.#isRefusal ? {} : { logprobs: [] }
    if (delta !== '') this.#emit(`response.${this.#kind}.delta`, { ...this.#at, delta, ...logprobs })
    for (const citation of citations) {
      const at = { ...this.#at, annotation_index: this.#annotations++ }
      this.#emit('response.output_text.annotation.added', { ...at, annotation: annotationOf(citation) })
    }
  }
}

/** The quote is exact text of the document: what other servers leave out, and ours has checked. */
function annotationOf({ documentId, title, span, quote, chunkId, heading, page, support }: Citation) {
  return {
    type: 'file_citation',
    file_id: documentId,
    filename: title,
    index: span.start,
    quote,
    chunk_id: chunkId,
    ...(heading === undefined ? {} : { heading }),
    ...(page === undefined ? {} : { page }),
    ...(support === undefined ? {} : { support }),
  }
}

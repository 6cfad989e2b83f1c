import type { Emit, ItemPlace } from './output-text.ts'

type Thought = Readonly<Record<string, unknown>>

/** What a model thought before it spoke: its own words, or a summary of them where its provider tells no more. */
export class OutputReasoning {
  readonly index: number
  readonly #id: string
  readonly #emit: Emit
  #text = ''
  #isSummary = false

  constructor(emit: Emit, { index, id }: ItemPlace) {
    this.#emit = emit
    this.#id = id
    this.index = index
    emit('response.output_item.added', { output_index: index, item: this.#item('in_progress') })
  }

  push(delta: string, isSummary = false): void {
    if (this.#text === '' && isSummary) {
      this.#isSummary = true
      this.#emit('response.reasoning_summary_part.added', { ...this.#at, part: this.#part })
    }
    this.#text += delta
    this.#emit(`response.${this.#kind}.delta`, { ...this.#at, delta })
  }

  end(status: 'completed' | 'incomplete') {
    this.#endText()
    return this.#ended(this.#item(status))
  }

  /** With all that its provider says of it: sent back, it is understood there. */
  endAs({ type: _type, ...thought }: Thought) {
    if (this.#text !== '') this.#endText()
    return this.#ended({ ...this.#item('completed'), ...thought })
  }

  #endText(): void {
    this.#emit(`response.${this.#kind}.done`, { ...this.#at, text: this.#text })
    if (this.#isSummary) this.#emit('response.reasoning_summary_part.done', { ...this.#at, part: this.#part })
  }

  #ended<T extends object>(item: T): T {
    this.#emit('response.output_item.done', { output_index: this.index, item })
    return item
  }

  get #kind(): string {
    return this.#isSummary ? 'reasoning_summary_text' : 'reasoning_text'
  }

  get #part() {
    return { type: this.#isSummary ? 'summary_text' : 'reasoning_text', text: this.#text }
  }

  get #at() {
    const place = this.#isSummary ? { summary_index: 0 } : { content_index: 0 }
    return { item_id: this.#id, output_index: this.index, ...place }
  }

  #item(status: string) {
    const told = this.#text === '' ? [] : [this.#part]
    const [summary, content] = this.#isSummary ? [told, []] : [[], told]
    return { type: 'reasoning', id: this.#id, summary, content, status }
  }
}

import { valueOf, type Attributes } from '../packed/xml.ts'

/** What people have noted beside cells, by the cell. */
export class Comments {
  readonly #notes = new Map<string, string>()
  #cell = ''
  #text = ''
  #isText = false

  enter(name: string, attributes: Attributes): void {
    if (name === 'x:comment' || name === 'threadedComment') {
      this.#cell = valueOf(attributes, 'ref') ?? ''
      this.#text = ''
    }
    this.#isText = name === 'x:t' || name === 'text'
  }

  text(text: string): void {
    if (this.#isText) this.#text += text
  }

  leave(name: string): void {
    this.#isText = false
    if (name !== 'x:comment' && name !== 'threadedComment') return
    const text = this.#text.replace(/\s+/gu, ' ').trim()
    // Programs that know no threads are told to be updated there.
    if (text !== '' && !text.startsWith('[Threaded comment]')) this.#notes.set(this.#cell, text)
  }

  notes(): string[] {
    return [...this.#notes].map(([cell, text]) => `Note on ${cell}: ${text}`)
  }
}

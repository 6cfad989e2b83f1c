import type { Citation } from '@bulkhead/contracts/http/sessions'

import { putBack } from './foreign-marks.ts'
import { bestQuote, statementBefore } from './quote.ts'
import type { NumberedSource } from './source.ts'

/** `[3]`, or several at once as `[1, 2]`, with the spaces before it. Four digits are a year, not a source. */
const MARK = /(\s*)\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g
/** What may still become a mark: spaces, or an open bracket with nothing but numbers in it. */
const PARTIAL = /\s*(\[[\d,\s]{0,24})?$/

export interface Cited {
  readonly text: string
  readonly citations: readonly Citation[]
}

/**
 * The text of an answer and its citations. Follows an answer as it is written and lets through only marks
 * that name a source; what could be half a mark is held back until it is whole. Positions are UTF-16 code
 * units of the text let through.
 */
export class CitedText {
  text = ''
  readonly citations: Citation[] = []
  readonly #sources: readonly NumberedSource[] | undefined
  #held = ''

  /** Without `sources` nothing is a mark and every text passes as it is. */
  constructor(sources: readonly NumberedSource[] | undefined) {
    this.#sources = sources
  }

  push(piece: string): Cited {
    if (this.#sources === undefined) {
      this.text += piece
      return { text: piece, citations: [] }
    }
    const all = this.#held + piece
    const cut = PARTIAL.exec(all)?.index ?? all.length
    this.#held = all.slice(cut)
    return this.#letThrough(all.slice(0, cut))
  }

  /** What was held back to the end was no mark. */
  end(): Cited {
    const rest = this.#held
    this.#held = ''
    return this.#letThrough(rest)
  }

  #letThrough(piece: string): Cited {
    const start = this.text.length
    const known = this.citations.length
    let done = 0
    for (const match of piece.matchAll(MARK)) {
      this.text += putBack(piece.slice(done, match.index))
      this.#cite(match[1] ?? '', (match[2] ?? '').split(',').map(Number))
      done = match.index + match[0].length
    }
    this.text += putBack(piece.slice(done))
    return { text: this.text.slice(start), citations: this.citations.slice(known) }
  }

  #cite(space: string, numbers: readonly number[]): void {
    const sources = numbers.flatMap((n) => this.#sources?.find((source) => source.n === n) ?? [])
    if (sources.length === 0) return
    const statement = statementBefore(this.text)
    this.text += space
    for (const { n, documentId, title, chunkId, text } of sources) {
      const start = this.text.length
      this.text += `[${n}]`
      const span = { start, end: this.text.length }
      this.citations.push({ n, documentId, title, chunkId, quote: bestQuote(text, statement), span })
    }
  }
}

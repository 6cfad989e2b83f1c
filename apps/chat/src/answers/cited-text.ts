import type { Citation } from '@bulkhead/contracts/http/sessions'

import { putBack } from './foreign-marks.ts'
import { bestQuote, statementBefore } from './quote.ts'
import type { NumberedSource } from './source.ts'

/** Longer runs of spaces before a mark, and longer lists in one, are no part of it: so looking for marks is linear in any text. */
const MAX_SPACES = 16
const MAX_MARK_CHARS = 124
/** `[3]`, or several at once as `[1, 2]`, with the spaces before it. Four digits are a year, not a source. */
const MARK = /(\s{0,16})\[(\d{1,3}(?:\s{0,2},\s{0,2}\d{1,3}){0,15})\]/g
/** What may stand behind the open bracket of a mark. */
const OPEN_MARK = /^\[[\d,\s]*$/
const BLANK = /\s/
/** Each carries a quote. Further marks are dropped, as those that name no source. */
const MAX_CITATIONS = 500
/** So much of the text before a mark is looked at to know what it is about. */
const STATEMENT_CHARS = 1_000

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
  /** What the piece at hand has said so far, and the end of all before it. */
  #said = ''
  #tail = ''

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
    const cut = heldFrom(all)
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
    const known = this.citations.length
    this.#said = ''
    let done = 0
    for (const match of piece.matchAll(MARK)) {
      this.#said += putBack(piece.slice(done, match.index))
      this.#cite(match[1] ?? '', (match[2] ?? '').split(',').map(Number))
      done = match.index + match[0].length
    }
    const said = this.#said + putBack(piece.slice(done))
    this.text += said
    this.#tail = (this.#tail + said).slice(-STATEMENT_CHARS)
    return { text: said, citations: this.citations.slice(known) }
  }

  #cite(space: string, numbers: readonly number[]): void {
    const sources = numbers.flatMap((n) => this.#sources?.find((source) => source.n === n) ?? [])
    if (sources.length === 0 || this.citations.length >= MAX_CITATIONS) return
    const statement = statementBefore(
      (this.#tail + this.#said.slice(-STATEMENT_CHARS)).slice(-STATEMENT_CHARS),
    )
    this.#said += space
    for (const { n, documentId, title, chunkId, text } of sources) {
      const start = this.text.length + this.#said.length
      this.#said += `[${n}]`
      const span = { start, end: this.text.length + this.#said.length }
      this.citations.push({ n, documentId, title, chunkId, quote: bestQuote(text, statement), span })
    }
  }
}

/** From where on the text may still become a mark: some spaces, or an open bracket with nothing but numbers in it. */
function heldFrom(text: string): number {
  const bracket = text.lastIndexOf('[')
  const isOpen =
    bracket >= 0 && text.length - bracket <= MAX_MARK_CHARS && OPEN_MARK.test(text.slice(bracket))
  let from = isOpen ? bracket : text.length
  for (let spaces = 0; spaces < MAX_SPACES && from > 0 && BLANK.test(text[from - 1] ?? ''); spaces++) from--
  return from
}

import type { Warning } from '@bulkhead/contracts/http/lists'
import type { Citation } from '@bulkhead/contracts/http/sessions'

import { putBack } from './foreign-marks.ts'
import { pageAt, type NumberedSource } from './source.ts'
import { Checker, type CheckedMark } from './support/checker.ts'

/** Longer runs of spaces before a mark, and longer lists in one, are no part of it: so looking for marks is linear in any text. */
const MAX_SPACES = 16
const MAX_MARK_CHARS = 124
/** `[3]`, or several at once as `[1, 2]`, with the spaces before it. Four digits are a year, not a source. */
const MARK = /(\s{0,16})\[(\d{1,3}(?:\s{0,2},\s{0,2}\d{1,3}){0,15})\]/g
/** What may stand behind the open bracket of a mark. */
const OPEN_MARK = /^\[\u2060?[\d,\s]*$/
const BLANK = /\s/
/** Each is checked and carries a quote. Further marks are dropped, as those that name no source. */
const MAX_MARKS = 500
/** So much of the text before a mark is looked at to know what it is about. */
const STATEMENT_CHARS = 1_000

const UNSUPPORTED: Warning = {
  code: 'unsupported_statement',
  message: 'The cited documents do not say all that the answer says; check it against the quotes.',
}

export interface Cited {
  readonly text: string
  readonly citations: readonly Citation[]
}

/**
 * The text of an answer and its citations. Follows an answer as it is written and lets through only marks
 * that name a source on which their statement rests; what could be half a mark, or is not decided yet, is
 * held back. Positions are UTF-16 code units of the text let through.
 */
export class CitedText {
  text = ''
  readonly citations: Citation[] = []
  readonly #sources: readonly NumberedSource[] | undefined
  readonly #checker: Checker
  #held = ''
  #marks = 0
  /** What the piece at hand has said so far, and the end of all before it. */
  #said = ''
  #tail = ''

  /** Without `sources` nothing is a mark and every text passes as it is. */
  constructor(sources: readonly NumberedSource[] | undefined) {
    this.#sources = sources
    this.#checker = new Checker(sources ?? [])
  }

  /** What the checks of all statements so far have found. */
  get warnings(): readonly Warning[] {
    return this.#checker.isSupported ? [] : [UNSUPPORTED]
  }

  push(piece: string): Cited {
    if (this.#sources === undefined) {
      this.text += piece
      return { text: piece, citations: [] }
    }
    return this.#letThrough(this.#held + piece, false)
  }

  /** What was held back to the end was no mark, or can be decided now. */
  end(): Cited {
    return this.#letThrough(this.#held, true)
  }

  #letThrough(all: string, isWhole: boolean): Cited {
    const known = this.citations.length
    this.#said = ''
    let cut = isWhole ? all.length : heldFrom(all)
    let done = 0
    for (const match of all.slice(0, cut).matchAll(MARK)) {
      this.#said += putBack(all.slice(done, match.index))
      const after = all.slice(match.index + match[0].length)
      done = match.index
      if (!this.#cite(match[1] ?? '', (match[2] ?? '').split(',').map(Number), { after, isWhole })) {
        cut = done
        break
      }
      done += match[0].length
    }
    this.#held = all.slice(cut)
    const said = this.#said + putBack(all.slice(done, cut))
    this.text += said
    this.#tail = (this.#tail + said).slice(-STATEMENT_CHARS)
    return { text: said, citations: this.citations.slice(known) }
  }

  /** False: what the mark is about is still to come. */
  #cite(space: string, numbers: readonly number[], rest: { after: string; isWhole: boolean }): boolean {
    const sources = numbers.flatMap((n) => this.#sources?.find((source) => source.n === n) ?? [])
    if (sources.length === 0 || this.#marks >= MAX_MARKS) return true
    const before = (this.#tail + this.#said.slice(-STATEMENT_CHARS)).slice(-STATEMENT_CHARS)
    const marks = this.#checker.check(sources, { before, ...rest })
    if (marks === undefined) return false
    this.#marks += sources.length
    if (marks.length > 0) this.#said += space
    for (const mark of marks) this.#write(mark)
    return true
  }

  #write({ source, quote: { text: quote, start: at, support } }: CheckedMark): void {
    const { n, documentId, title, chunkId, heading } = source
    const start = this.text.length + this.#said.length
    this.#said += `[${n}]`
    const span = { start, end: this.text.length + this.#said.length }
    const page = pageAt(source, at)
    this.citations.push({
      n,
      documentId,
      title,
      chunkId,
      ...(heading === undefined ? {} : { heading }),
      ...(page === undefined ? {} : { page }),
      quote,
      span,
      support,
    })
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

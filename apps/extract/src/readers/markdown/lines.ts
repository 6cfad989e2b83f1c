/** A line's marks stand at its beginning; of a longer one no more is looked at. */
const MAX_MARK_UNITS = 4_000

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const ATX = /^ {0,3}(#{1,6})(?:[ \t]|$)/
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const QUOTE = /^ {0,3}>/
const BREAK = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const HTML_HEADING = /^ {0,3}<h([1-6])[\s>]/i
const COMMENT = /^ {0,3}<!--/

export type LineKind =
  | 'blank'
  | 'fence'
  | 'heading'
  | 'break'
  | 'item'
  | 'quote'
  | 'html heading'
  | 'comment'
  | 'text'

/** A line of the source, `[start, end)`, and what its beginning makes of it. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly kind: LineKind
  readonly head: string
  /** Of a heading. */
  readonly depth: number
}

export function* linesOf(text: string, from: number): Generator<Line, undefined> {
  for (let start = from; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const head = text.slice(start, Math.min(end, start + MAX_MARK_UNITS))
    yield { start, end, head, ...kindOf(head) }
    start = end + 1
  }
}

function kindOf(head: string): { readonly kind: LineKind; readonly depth: number } {
  const first = head.trimStart().charCodeAt(0)
  if (Number.isNaN(first)) return { kind: 'blank', depth: 0 }
  // Most lines begin with a letter.
  if (first > 96 && first < 123) return { kind: 'text', depth: 0 }
  const atx = ATX.exec(head)?.[1]
  if (atx !== undefined) return { kind: 'heading', depth: atx.length }
  const html = HTML_HEADING.exec(head)?.[1]
  if (html !== undefined) return { kind: 'html heading', depth: Number(html) }
  if (COMMENT.test(head)) return { kind: 'comment', depth: 0 }
  return { kind: plainKindOf(head), depth: 0 }
}

function plainKindOf(head: string): LineKind {
  if (FENCE.test(head)) return 'fence'
  if (head.length < MAX_MARK_UNITS && BREAK.test(head)) return 'break'
  if (ITEM.test(head)) return 'item'
  return QUOTE.test(head) ? 'quote' : 'text'
}

/** The depth that a line of `=` or `-` gives to the paragraph above it. */
export function underlineDepth({ head }: Line): number | undefined {
  const marks = SETEXT.exec(head)?.[1]
  if (marks === undefined) return undefined
  return marks.startsWith('=') ? 1 : 2
}

export function isDelimiterRow({ head }: Line): boolean {
  return head.includes('-') && head.includes('|') && head.length < MAX_MARK_UNITS && DELIMITERS.test(head)
}

/** The marks that open or close a block of code, wherever they stand in the line. */
export function fenceOf({ head }: Line): string | undefined {
  return /^\s{0,40}(`{3,}|~{3,})/.exec(head)?.[1]
}

export function indentOf({ head }: Line): number {
  const indent = head.search(/\S/)
  return indent < 0 ? 0 : head.slice(0, indent).replaceAll('\t', '    ').length
}

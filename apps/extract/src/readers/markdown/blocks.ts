import { fenceOf, indentOf, isDelimiterRow, linesOf, underlineDepth, type Line } from './lines.ts'

/** A part of the source that stands by itself. */
export interface SourceBlock {
  readonly start: number
  readonly end: number
  readonly kind: 'code' | 'comment' | 'heading' | 'html heading' | 'table' | 'text'
  readonly depth?: number
  /** Of a table: where its rows begin, below the line under its header. */
  readonly rows?: number
}

/** How much further right the text of an item stands than its mark, at least. */
const ITEM_INDENT = 2

/**
 * The blocks of Markdown at its outermost level; each item of a list is one. A scan of lines, since a tree
 * takes 300 bytes a character and, with what is nested, quadratic time: only where blocks lie is needed.
 */
export function* sourceBlocks(text: string, from: number): Generator<SourceBlock, undefined> {
  const scanner = new Scanner(text, from)
  for (let block = scanner.next(); block !== undefined; block = scanner.next()) yield block
}

class Scanner {
  readonly #text: string
  readonly #lines: Generator<Line, undefined>
  #line: Line | undefined
  #following: Line | undefined
  #areCommentsClosed = true

  constructor(text: string, from: number) {
    this.#text = text
    this.#lines = linesOf(text, from)
    this.#line = this.#lines.next().value
    this.#following = this.#lines.next().value
  }

  next(): SourceBlock | undefined {
    while (this.#line?.kind === 'blank') this.#step()
    const line = this.#line
    if (line === undefined) return undefined
    switch (line.kind) {
      case 'fence':
        return { start: line.start, end: this.#codeEnd(line), kind: 'code' }
      case 'heading':
        this.#step()
        return { start: line.start, end: line.end, kind: 'heading', depth: line.depth }
      case 'html heading':
        return { start: line.start, end: this.#htmlHeadingEnd(line), kind: 'html heading', depth: line.depth }
      case 'break':
        this.#step()
        return { start: line.start, end: line.end, kind: 'text' }
      case 'comment':
        return this.#comment(line)
      case 'item':
        return { start: line.start, end: this.#itemEnd(), kind: 'text' }
      default:
        return this.#paragraph(line)
    }
  }

  #step(): void {
    this.#line = this.#following
    this.#following = this.#lines.next().value
  }

  #codeEnd(first: Line): number {
    const fence = fenceOf(first) ?? '```'
    let { end } = first
    this.#step()
    while (this.#line !== undefined) {
      end = this.#line.end
      const closes = fenceOf(this.#line)?.startsWith(fence) === true
      this.#step()
      if (closes) break
    }
    return end
  }

  /** Nobody sees it, over however many lines; what stands behind it is text. */
  #comment(line: Line): SourceBlock {
    const closing = this.#areCommentsClosed ? this.#text.indexOf('-->', line.start) : -1
    this.#areCommentsClosed = closing >= 0
    if (closing < 0) return this.#paragraph(line)
    let { end } = line
    this.#step()
    while (this.#line !== undefined && end < closing) {
      end = this.#line.end
      this.#step()
    }
    return { start: line.start, end, kind: 'comment' }
  }

  #htmlHeadingEnd(first: Line): number {
    const closing = `</h${first.depth}>`
    let { end } = first
    for (let rest = MAX_HEADING_LINES; this.#line !== undefined && rest > 0; rest--) {
      if (this.#line.kind === 'blank') break
      end = this.#line.end
      const closes = this.#line.head.toLowerCase().includes(closing)
      this.#step()
      if (closes) break
    }
    return end
  }

  /**
   * Until the next item of the same list, or what is not part of it: lines may go on lazily at the margin,
   * but not behind a blank one.
   */
  #itemEnd(): number {
    let end = this.#line?.end ?? 0
    this.#step()
    let isAfterBlank = false
    while (this.#line !== undefined) {
      const line: Line = this.#line
      const isInside = indentOf(line) >= ITEM_INDENT
      if (line.kind !== 'blank' && !isInside && (isAfterBlank || line.kind !== 'text')) break
      isAfterBlank = line.kind === 'blank'
      if (!isAfterBlank) end = line.end
      if (isInside && fenceOf(line) !== undefined) end = this.#codeEnd(line)
      else this.#step()
    }
    return end
  }

  #paragraph({ start, kind }: Line): SourceBlock {
    let end = start
    while (this.#line !== undefined && (this.#line.kind === kind || this.#line.kind === 'text')) {
      const line: Line = this.#line
      const isTable = this.#following !== undefined && isTableHeader(this.#text, line, this.#following)
      if (isTable) {
        if (end > start) break
        return this.#table(line)
      }
      end = line.end
      this.#step()
      const depth = this.#line === undefined || kind === 'quote' ? undefined : underlineDepth(this.#line)
      if (depth === undefined || this.#line === undefined) continue
      end = this.#line.end
      this.#step()
      return { start, end, kind: 'heading', depth }
    }
    return { start, end, kind: 'text' }
  }

  #table(header: Line): SourceBlock {
    this.#step()
    const rows = this.#line?.end ?? header.end
    let end = rows
    this.#step()
    while (this.#line?.kind === 'text') {
      end = this.#line.end
      this.#step()
    }
    return { start: header.start, end, kind: 'table', rows }
  }
}

const MAX_HEADING_LINES = 20

function isTableHeader(text: string, line: Line, below: Line): boolean {
  return isDelimiterRow(below) && text.slice(line.start, line.end).includes('|')
}

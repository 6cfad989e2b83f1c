const QUOTE = 34
const BACKSLASH = 92
const NEWLINE = 10

/**
 * The rows of a file of values, read as their writers meant it: a quote begins a quoted cell only if another
 * one ends it before a delimiter or the end of a line. Own code, since Papa Parse lets a stray quote swallow
 * the rest of the file and looks for its end anew from each quote.
 */
export class Cells {
  readonly #text: string
  readonly #delimiter: number
  #at: number
  /** Up to here no quoted cell ends but an empty one: a search that failed is not made again. */
  #unclosedUntil = 0

  constructor(text: string, delimiter: string, from: number) {
    this.#text = text
    this.#delimiter = delimiter.charCodeAt(0)
    this.#at = from
  }

  *rows(): Generator<string[], undefined> {
    while (this.#at < this.#text.length) {
      const row = [this.#cell()]
      while (this.#text.charCodeAt(this.#at) === this.#delimiter) {
        this.#at += 1
        row.push(this.#cell())
      }
      this.#at += 1
      yield row
    }
  }

  #cell(): string {
    // Blanks before a quote are no part of the cell.
    const start = this.#skipBlanks(this.#at)
    if (this.#isQuote(start)) {
      const end = this.#closingQuote(start + 1)
      if (end !== undefined) {
        const value = this.#text.slice(start + 1, end)
        this.#at = this.#skipBlanks(end + 1)
        return unescaped(value).trim()
      }
    }
    const from = this.#at
    this.#at = this.#cellEnd(from)
    return this.#text.slice(from, this.#at).trim()
  }

  #skipBlanks(from: number): number {
    let at = from
    while (this.#text.charCodeAt(at) === 32) at += 1
    return at
  }

  #cellEnd(from: number): number {
    let at = from
    while (at < this.#text.length) {
      const unit = this.#text.charCodeAt(at)
      if (unit === this.#delimiter || unit === NEWLINE) break
      at += 1
    }
    return at
  }

  #endsCell(at: number): boolean {
    const next = this.#skipBlanks(at)
    if (next >= this.#text.length) return true
    const unit = this.#text.charCodeAt(next)
    return unit === this.#delimiter || unit === NEWLINE
  }

  /**
   * A quote inside that is not doubled belongs to the cell on the line where it began; on a later line it
   * shows that the first was none.
   */
  #closingQuote(from: number): number | undefined {
    if (from < this.#unclosedUntil) return this.#isQuote(from) && this.#endsCell(from + 1) ? from : undefined
    const lineEnd = this.#text.indexOf('\n', from)
    for (let at = this.#text.indexOf('"', from); at >= 0; at = this.#text.indexOf('"', at + 1)) {
      if (this.#endsCell(at + 1)) return at
      if (at > from && this.#text.charCodeAt(at - 1) === BACKSLASH) continue
      if (this.#isQuote(at + 1)) at += 1
      else if (lineEnd >= 0 && at > lineEnd) return this.#fail(at)
    }
    return this.#fail(this.#text.length)
  }

  #fail(at: number): undefined {
    this.#unclosedUntil = at
  }

  #isQuote(at: number): boolean {
    return this.#text.charCodeAt(at) === QUOTE
  }
}

function unescaped(value: string): string {
  return value.replaceAll('""', '"').replaceAll('\\"', '"')
}

import type { Part } from '../../text/extracted.ts'
import type { Flow } from '../../text/flow.ts'
import { valueOf, type Attributes } from '../packed/xml.ts'
import { SheetRows } from '../sheets/sheet-rows.ts'
import { countOf } from './odf-tables.ts'

/** Programs fill sheets with empty rows and columns up to the last. */
const MAX_REPEATED_ROWS = 1_000
const MAX_REPEATED_CELLS = 100
const MAX_MERGED_ROWS = 10_000

interface Reaching {
  readonly text: string
  rows: number
}

/** The sheets of a workbook: rows of cells as they are shown. */
export class OdfSheets {
  readonly parts: Part[] = []
  #rows: SheetRows | undefined
  #count = 0
  #cells: string[] = []
  #repeated = 1
  #isHidden = false
  /** Columns that are hidden. */
  #hidden = new Set<number>()
  #columns = 0
  /** What merged cells above show in each column. */
  #above = new Map<number, Reaching>()

  enter(name: string, isHidden: boolean): () => void {
    this.#count += 1
    const rows = new SheetRows(name, this.#count)
    this.#rows = rows
    this.#hidden = new Set()
    this.#above = new Map()
    this.#columns = 0
    return () => {
      const parts = rows.end()
      if (!isHidden) for (const part of parts) this.parts.push(part)
      this.#rows = undefined
    }
  }

  column(attributes: Attributes): void {
    const times = countOf(valueOf(attributes, 'number-columns-repeated'), MAX_REPEATED_CELLS)
    const isHidden = /^(?:collapse|filter)$/.test(valueOf(attributes, 'visibility') ?? '')
    for (let left = times; left > 0; left--) {
      if (isHidden) this.#hidden.add(this.#columns)
      this.#columns += 1
    }
  }

  enterRow(attributes: Attributes): () => void {
    this.#cells = []
    this.#repeated = countOf(valueOf(attributes, 'number-rows-repeated'), MAX_REPEATED_ROWS)
    this.#isHidden = /^(?:collapse|filter)$/.test(valueOf(attributes, 'visibility') ?? '')
    return () => this.#endRow()
  }

  #endRow(): void {
    while (this.#cells.length > 0 && this.#cells.at(-1) === '') this.#cells.pop()
    if (this.#isHidden) return
    for (const column of this.#hidden) if (column < this.#cells.length) this.#cells[column] = ''
    // Rows of nothing are one blank row, however many.
    const times = this.#cells.length === 0 ? 1 : this.#repeated
    for (let left = times; left > 0; left--) this.#rows?.add(this.#cells)
  }

  leaveCell(content: Flow, attributes: Attributes, isCovered: boolean): void {
    const text = isCovered ? this.#takeAbove() : content.line()
    const columns = countOf(valueOf(attributes, 'number-columns-spanned'), MAX_REPEATED_CELLS)
    const rows = countOf(valueOf(attributes, 'number-rows-spanned'), MAX_MERGED_ROWS)
    const times = countOf(valueOf(attributes, 'number-columns-repeated'), MAX_REPEATED_CELLS)
    if (!isCovered && (columns > 1 || rows > 1)) {
      for (let at = 0; at < columns; at++)
        this.#above.set(this.#cells.length + at, { text, rows: at === 0 ? rows - 1 : rows })
    }
    for (let left = times; left > 0; left--) this.#cells.push(text)
  }

  #takeAbove(): string {
    const above = this.#above.get(this.#cells.length)
    if (above === undefined || above.rows <= 0) return ''
    above.rows -= 1
    return above.text
  }
}

import { isOn, valueOf, type Attributes } from '../packed/xml.ts'
import type { CellStyles } from './cell-styles.ts'
import { placeOf, type Merges } from './merges.ts'
import { shownNumber } from './number-format.ts'
import type { SheetRows } from './sheet-rows.ts'

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly texts: readonly string[]
  readonly styles: CellStyles
  readonly is1904: boolean
}

const MAX_COLUMNS = 16_384
/** Empty cells between others cost as much as they do; beyond so many, what stands far to the right is left out. */
const MAX_PADDING = 2_000_000
const USUAL_COLUMNS = 1_000

/** Reads the cells of one sheet as they are shown; hidden rows and columns are left out. */
export class SheetReader {
  readonly #book: Workbook
  readonly #rows: SheetRows
  readonly #merges: Merges
  readonly #hidden: (readonly [number, number])[] = []
  #row = -1
  #column = -1
  #cells: string[] = []
  #isHiddenRow = false
  #padding = 0
  #type = ''
  #style: string | undefined
  #value = ''
  #inline = ''
  #reads: 'value' | 'inline' | undefined

  constructor(book: Workbook, rows: SheetRows, merges: Merges) {
    this.#book = book
    this.#rows = rows
    this.#merges = merges
  }

  enter(name: string, attributes: Attributes): void {
    if (name === 'x:row') this.#enterRow(attributes)
    else if (name === 'x:c') this.#enterCell(attributes)
    else if (name === 'x:v') this.#reads = 'value'
    else if (name === 'x:t') this.#reads = 'inline'
    else if (name === 'x:col' && isHidden(attributes)) {
      const [first, last] = [Number(valueOf(attributes, 'min')), Number(valueOf(attributes, 'max'))]
      this.#hidden.push([first - 1, last - 1])
    }
  }

  text(text: string): void {
    if (this.#reads === 'value') this.#value += text
    else if (this.#reads === 'inline') this.#inline += text
  }

  leave(name: string): void {
    this.#reads = undefined
    if (name === 'x:c') this.#endCell()
    if (name === 'x:row') this.#endRow()
  }

  #enterRow(attributes: Attributes): void {
    const row = Number(valueOf(attributes, 'r') ?? this.#row + 2) - 1
    // Rows that are not there are empty.
    if (row > this.#row + 1 && this.#row >= 0) this.#rows.add([])
    this.#row = row
    this.#column = -1
    this.#cells = []
    this.#isHiddenRow = isHidden(attributes)
  }

  #enterCell(attributes: Attributes): void {
    this.#column = placeOf(valueOf(attributes, 'r'))?.column ?? this.#column + 1
    this.#type = valueOf(attributes, 't') ?? 'n'
    this.#style = valueOf(attributes, 's')
    this.#value = ''
    this.#inline = ''
  }

  #endCell(): void {
    const shown = this.#shown()
    if (shown === '' || this.#column >= MAX_COLUMNS) return
    this.#padding += Math.max(0, this.#column - this.#cells.length)
    if (this.#column > USUAL_COLUMNS && this.#padding > MAX_PADDING) return
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = shown
  }

  #shown(): string {
    if (this.#type === 's') return this.#book.texts[Number(this.#value)] ?? ''
    if (this.#type === 'inlineStr') return this.#inline
    if (this.#type === 'b') return this.#value === '1' ? 'TRUE' : 'FALSE'
    if (this.#type === 'd') return this.#value.replace(/T00:00:00(?:\.0+)?Z?$/u, '')
    if (this.#type !== 'n') return this.#value
    return shownNumber(this.#value, this.#book.styles.formatOf(this.#style), this.#book.is1904)
  }

  #endRow(): void {
    this.#merges.fill(this.#row, this.#cells)
    if (this.#isHiddenRow) return
    for (const [first, last] of this.#hidden) {
      for (let at = first; at <= last && at < this.#cells.length; at++) this.#cells[at] = ''
    }
    this.#rows.add(this.#cells)
  }
}

function isHidden(attributes: Attributes): boolean {
  const hidden = valueOf(attributes, 'hidden')
  return hidden !== undefined && isOn({ val: hidden })
}

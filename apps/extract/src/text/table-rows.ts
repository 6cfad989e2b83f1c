import { requireRoom, type Part, type TableLead } from './extracted.ts'

/** A paragraph, or a row of a table inside a cell, whose cells it keeps apart. */
export interface CellPart extends Part {
  readonly cells?: readonly string[]
}

export interface Cell {
  readonly parts: readonly CellPart[]
  readonly columns: number
  /** How many rows it reaches down, itself included. */
  readonly rows: number
  readonly isHeader: boolean
  /** Whether the cell above reaches down to here, as Word says it. */
  readonly continues?: boolean
}

/** As HTML clamps it. */
const MAX_COLUMNS = 1_000
/** A cell that is merged over several is repeated in each, unless it is long. */
const MAX_REPEATED_UNITS = 200
/** A cell of more paragraphs than one that is longer than this lays out a page: it is no value. */
const MAX_VALUE_UNITS = 1_500

/** The rows of one table as lines `a | b | c`: every value under its column, whatever is merged or empty. */
export class TableRows {
  readonly #lead: TableLead = {}
  /** What reaches down from rows above, by column. */
  readonly #above = new Map<number, { readonly text: string; readonly untilRow: number }>()
  /** What began last in each column. */
  readonly #last = new Map<number, string>()
  #row = 0
  #units = 0
  #headed: 'not yet' | 'open' | 'done' = 'not yet'

  /** @param isHead whether the document says that the row is a header */
  partsOf(cells: readonly Cell[], isHead: boolean): CellPart[] {
    this.#row += 1
    if (isLayout(cells)) return cells.flatMap(({ parts }) => parts)
    const values = this.#spread(cells)
    while (values.length > 0 && values.at(-1) === '') values.pop()
    const text = lineOf(values)
    if (text === '') return []
    const heads = this.#isHeader(cells, values, isHead)
    return [{ text, cells: values, row: { of: this.#lead, heads } }]
  }

  #spread(cells: readonly Cell[]): string[] {
    const values: string[] = []
    const isTitle = cells.filter(({ parts }) => parts.length > 0).length === 1 && cells.length === 1
    for (const cell of cells) {
      if (cell.continues === true) {
        values.push(...Array.from({ length: cell.columns }, () => this.#last.get(values.length) ?? ''))
        continue
      }
      this.#takeAbove(values)
      const text = cell.parts.map(flatten).join(' ').replace(/\s+/gu, ' ').trim()
      const repeated = isTitle || text.length > MAX_REPEATED_UNITS ? '' : text
      for (let at = 0; at < cell.columns && values.length < MAX_COLUMNS; at++) {
        if (cell.rows > 1) {
          this.#above.set(values.length, {
            text: repeated,
            untilRow: this.#row + cell.rows - 1,
          })
        }
        this.#last.set(values.length, repeated)
        values.push(at === 0 ? text : repeated)
        this.#units += repeated.length + 1
      }
      requireRoom(this.#units)
    }
    this.#takeAbove(values)
    return values
  }

  #takeAbove(values: string[]): void {
    for (;;) {
      const above = this.#above.get(values.length)
      if (above === undefined || above.untilRow < this.#row) return
      values.push(above.text)
      this.#units += above.text.length + 1
    }
  }

  /**
   * Those that are said to be, or else the first row of several values: unless only its first cell heads it,
   * and it is a row like all others.
   */
  #isHeader(cells: readonly Cell[], values: readonly string[], isHead: boolean): boolean {
    if (this.#headed === 'done' || values.filter((value) => value !== '').length < 2) return false
    const isMarked = isHead || cells.every(({ isHeader }) => isHeader)
    if (this.#headed === 'open' && !isMarked) {
      this.#headed = 'done'
      return false
    }
    this.#headed = isMarked ? 'open' : 'done'
    return isMarked || cells[0]?.isHeader !== true
  }
}

function flatten({ text, cells }: CellPart): string {
  return cells === undefined ? text : `${cells.filter((cell) => cell !== '').join(', ')};`
}

/** Tables that lay out a page hold headings, or all of it in one cell. */
function isLayout(cells: readonly Cell[]): boolean {
  const filled = cells.filter(({ parts }) => parts.length > 0)
  if (filled.length === 1 && (filled[0]?.parts.length ?? 0) > 1 && cells.length === 1) return true
  return cells.some(
    ({ parts }) =>
      parts.some(({ depth }) => depth !== undefined) ||
      (parts.length > 1 && parts.reduce((units, { text }) => units + text.length, 0) > MAX_VALUE_UNITS),
  )
}

function lineOf(values: readonly string[]): string {
  let line = ''
  for (const [at, value] of values.entries()) {
    if (at > 0) line += value === '' ? ' |' : ' | '
    line += value
  }
  return line.trim()
}

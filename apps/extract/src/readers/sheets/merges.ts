import { valueOf, type Attributes } from '../packed/xml.ts'

/** More cells than people merge; beyond, the value stands in the first only. */
const MAX_MERGED_CELLS = 100_000
const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i

/** Column and row from 0. */
export function placeOf(reference: string | undefined): { column: number; row: number } | undefined {
  const [, letters, digits] = REFERENCE.exec(reference ?? '') ?? []
  if (letters === undefined || digits === undefined) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(digits) - 1 }
}

/** Which cells show the value of another, since they are merged with it. */
export class Merges {
  readonly #sources = new Map<string, string>()
  readonly #values = new Map<string, string>()
  readonly #rows = new Map<number, Set<number>>()
  #cells = 0

  enter(name: string, attributes: Attributes): void {
    if (name !== 'x:mergeCell') return
    const [first, last] = (valueOf(attributes, 'ref') ?? '').split(':').map(placeOf)
    if (first === undefined || last === undefined) return
    const cells = (last.column - first.column + 1) * (last.row - first.row + 1)
    if (!(cells > 1) || this.#cells + cells > MAX_MERGED_CELLS) return
    this.#cells += cells
    const source = `${first.row} ${first.column}`
    for (let row = first.row; row <= last.row; row++) {
      for (let column = first.column; column <= last.column; column++) this.#put(row, column, source)
    }
  }

  leave(): void {
    // Only beginnings say something.
  }

  /**
   * Fills the cells of a row that are merged with others, and notes its own values. A row of one merged cell
   * is a title, which is said once.
   */
  fill(row: number, cells: string[]): void {
    const isTitle = this.#isOneCell(row, cells)
    for (const column of this.#rows.get(row) ?? []) {
      const key = `${row} ${column}`
      const source = this.#sources.get(key)
      if (source === key) this.#values.set(key, cells[column] ?? '')
      const value = source === undefined ? '' : (this.#values.get(source) ?? '')
      if (isTitle || source === key || value === '') continue
      while (cells.length < column) cells.push('')
      cells[column] = value
    }
  }

  #isOneCell(row: number, cells: readonly string[]): boolean {
    const columns = this.#rows.get(row) ?? new Set<number>()
    const sources = new Set([...columns].map((column) => this.#sources.get(`${row} ${column}`)))
    return sources.size === 1 && cells.every((cell, column) => cell === '' || columns.has(column))
  }

  #put(row: number, column: number, source: string): void {
    this.#sources.set(`${row} ${column}`, source)
    const columns = this.#rows.get(row)
    if (columns === undefined) this.#rows.set(row, new Set([column]))
    else columns.add(column)
  }
}

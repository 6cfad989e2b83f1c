import { requireRoom, shortName, type Part } from '../../text/extracted.ts'
import { headerOf } from './header.ts'

/** How many rows tell the header from the values. */
const FIRST_ROWS = 12
/** A row that goes on in another chunk is known by its first cells there. */
const MAX_KEY_UNITS = 120

/** Rows of cells as parts, each value with the name of its column. */
export class Records {
  readonly #titleDepth: number
  #first: (readonly string[])[] | undefined = []
  #names: readonly string[]
  #isEmpty = true

  /**
   * @param titleDepth of what stands above the table as its title
   * @param names of the columns, should the rows have none of their own
   */
  constructor(titleDepth = 1, names: readonly string[] = []) {
    this.#titleDepth = titleDepth
    this.#names = names
  }

  get names(): readonly string[] {
    return this.#names
  }

  *add(row: readonly string[]): Generator<Part, undefined> {
    if (this.#first === undefined) yield this.#partOf(row)
    else {
      if (row.some((cell) => cell !== '')) this.#first.push(row)
      if (this.#first.length === FIRST_ROWS) yield* this.#begin(this.#first)
    }
  }

  *end(): Generator<Part, undefined> {
    if (this.#first !== undefined) yield* this.#begin(this.#first)
    // A header alone is all that such a file says.
    if (this.#isEmpty) yield { text: this.#names.join(', ').replace(/^[,\s]+$/u, '') }
  }

  *#begin(first: readonly (readonly string[])[]): Generator<Part, undefined> {
    this.#first = undefined
    const header = headerOf(first)
    for (const title of header.titles) yield { text: title, depth: this.#titleDepth }
    this.#names = (header.names ?? this.#names).map(shortName)
    for (const row of first.slice(header.rows)) yield this.#partOf(row)
  }

  #partOf(row: readonly string[]): Part {
    const lines: string[] = []
    let units = 0
    for (const [column, value] of row.entries()) {
      if (value === '') continue
      const name = this.#names[column] ?? ''
      const line = name === '' ? value : `${name}: ${value}`
      units += line.length
      requireRoom(units)
      lines.push(line)
    }
    if (lines.length > 0) this.#isEmpty = false
    return { text: lines.join('\n'), keyUnits: keyUnitsOf(lines) }
  }
}

/** The first cell, and the second if both are short. */
function keyUnitsOf([first = '', second]: readonly string[]): number {
  const both = first.length + 1 + (second?.length ?? MAX_KEY_UNITS)
  return both <= MAX_KEY_UNITS ? both : Math.min(first.length, MAX_KEY_UNITS)
}

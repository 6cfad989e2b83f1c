import { requireRoom, type Part } from '../../text/extracted.ts'
import { Records } from '../csv/records.ts'

const MAX_COLUMNS = 16_384
const MAX_BLANK = 1
const NAME_DEPTH = 2
/** Below the name of the sheet. */
const TITLE_DEPTH = 3

/**
 * The rows of one sheet as parts. Blank rows part tables: the next one has a header of its own, unless it goes
 * on with values under the same columns.
 */
export class SheetRows {
  readonly parts: Part[] = []
  readonly #page: number
  #records: Records | undefined
  #names: readonly string[] = []
  #blank = 0
  #units = 0

  /** @param page which sheet it is, from 1 */
  constructor(name: string, page: number) {
    this.#page = page
    this.#push({ text: name, depth: NAME_DEPTH })
  }

  /** @param row with an empty text for each empty cell before the last */
  add(row: readonly string[]): void {
    if (row.every((cell) => cell === '')) {
      this.#blank += 1
      if (this.#blank === MAX_BLANK) this.#endTable()
      return
    }
    this.#blank = 0
    this.#records ??= new Records(TITLE_DEPTH, this.#names)
    for (const part of this.#records.add(row.slice(0, MAX_COLUMNS).map(oneLine))) this.#push(part)
  }

  /** What is said of the sheet beside its cells. */
  note(text: string): void {
    this.#endTable()
    this.#push({ text })
  }

  /** A sheet of nothing but its name says nothing. */
  end(): Part[] {
    this.#endTable()
    return this.parts.some(({ depth }) => depth !== NAME_DEPTH) ? this.parts : []
  }

  #endTable(): void {
    if (this.#records === undefined) return
    for (const part of this.#records.end()) this.#push(part)
    this.#names = this.#records.names
    this.#records = undefined
  }

  #push(part: Part): void {
    if (part.text === '') return
    this.#units += part.text.length
    this.parts.push({ ...part, page: this.#page })
    requireRoom(this.#units, this.parts.length)
  }
}

function oneLine(cell: string): string {
  return cell.includes('\n')
    ? cell
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .trim()
    : cell.trim()
}

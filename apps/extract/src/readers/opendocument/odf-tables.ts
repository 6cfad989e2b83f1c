import type { Flow } from '../../text/flow.ts'
import { TableRows, type Cell } from '../../text/table-rows.ts'
import { valueOf, type Attributes } from '../packed/xml.ts'

interface OpenTable {
  readonly flow: Flow
  readonly rows: TableRows
  cells: Cell[]
  isHead: boolean
}

const MAX_TABLES = 8
const MAX_COLUMNS = 1_000
/** Programs fill rows up to the last column with empty cells. */
const MAX_REPEATED = 100

/** The tables around the place where the reader of a text or of slides is. */
export class OdfTables {
  readonly #open: OpenTable[] = []
  #tooDeep = 0

  enter(flow: Flow): () => void {
    if (this.#open.length === MAX_TABLES) {
      this.#tooDeep += 1
      return () => void (this.#tooDeep -= 1)
    }
    this.#open.push({ flow, rows: new TableRows(), cells: [], isHead: false })
    return () => void this.#open.pop()
  }

  setHead(isHead: boolean): void {
    const table = this.#current
    if (table !== undefined) table.isHead = isHead
  }

  enterRow(): () => void {
    const table = this.#current
    if (table === undefined) return () => undefined
    table.cells = []
    return () => table.flow.push(...table.rows.partsOf(table.cells, table.isHead))
  }

  leaveCell({ parts }: Flow, attributes: Attributes): void {
    const table = this.#current
    if (table === undefined) return
    const cell = {
      parts,
      columns: countOf(valueOf(attributes, 'number-columns-spanned'), MAX_COLUMNS),
      rows: countOf(valueOf(attributes, 'number-rows-spanned'), MAX_COLUMNS),
      isHeader: false,
    }
    const times = countOf(valueOf(attributes, 'number-columns-repeated'), MAX_REPEATED)
    for (let left = times; left > 0; left--) table.cells.push(cell)
  }

  get #current(): OpenTable | undefined {
    return this.#tooDeep > 0 ? undefined : this.#open.at(-1)
  }
}

export function countOf(said: string | undefined, most: number): number {
  const count = Number.parseInt(said ?? '1', 10)
  return count >= 1 ? Math.min(count, most) : 1
}

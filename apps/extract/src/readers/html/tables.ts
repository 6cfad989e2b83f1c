import { Flow } from '../../text/flow.ts'
import { TableRows, type Cell } from '../../text/table-rows.ts'

const MAX_COLSPAN = 1_000
const MAX_ROWSPAN = 65_534
/** Tables within tables deeper than this are read as paragraphs. */
const MAX_TABLES = 8

interface OpenCell {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: Flow
}

interface OpenTable {
  /** Where the table stands. */
  readonly flow: Flow
  readonly rows: TableRows
  isHead: boolean
  cell: OpenCell | undefined
  cells: Cell[]
}

/**
 * The tables around the place where the reader is. A cell or row that begins ends the one before it, whatever
 * is still open in that.
 */
export class Tables {
  readonly #open: OpenTable[] = []
  #tooDeep = 0

  get #current(): OpenTable | undefined {
    return this.#tooDeep > 0 ? undefined : this.#open.at(-1)
  }

  enter(flow: Flow): void {
    if (this.#open.length === MAX_TABLES) this.#tooDeep += 1
    else this.#open.push({ flow, rows: new TableRows(), isHead: false, cell: undefined, cells: [] })
  }

  leave(): void {
    this.endRow()
    if (this.#tooDeep > 0) this.#tooDeep -= 1
    else this.#open.pop()
  }

  setHead(isHead: boolean): void {
    if (this.#current !== undefined) this.#current.isHead = isHead
  }

  /** What the cell will hold; nothing where there is no table. */
  enterCell(name: string, attributes: Readonly<Record<string, string>>): Flow | undefined {
    const table = this.#current
    if (table === undefined) return undefined
    endCell(table)
    const content = new Flow()
    table.cell = { name, attributes, content }
    return content
  }

  leaveCell(content: Flow): void {
    const table = this.#current
    if (table?.cell?.content === content) endCell(table)
  }

  endRow(): void {
    const table = this.#current
    if (table === undefined) return
    endCell(table)
    if (table.cells.length > 0) table.flow.push(...table.rows.partsOf(table.cells, table.isHead))
    table.cells = []
  }
}

function endCell(table: OpenTable): void {
  if (table.cell === undefined) return
  const { name, attributes, content } = table.cell
  table.cell = undefined
  content.end()
  table.cells.push({
    parts: content.parts,
    columns: spanOf(attributes['colspan'], MAX_COLSPAN),
    rows: attributes['rowspan'] === '0' ? MAX_ROWSPAN : spanOf(attributes['rowspan'], MAX_ROWSPAN),
    isHeader: name === 'th',
  })
}

function spanOf(said: string | undefined, most: number): number {
  const span = Number.parseInt(said ?? '1', 10)
  return span >= 1 ? Math.min(span, most) : 1
}

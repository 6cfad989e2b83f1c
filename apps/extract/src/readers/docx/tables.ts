import { Flow } from '../../text/flow.ts'
import { TableRows, type Cell } from '../../text/table-rows.ts'
import { valueOf, type Attributes } from '../packed/xml.ts'

interface OpenTable {
  readonly flow: Flow
  readonly rows: TableRows
  cells: Cell[]
  isHead: boolean
  /** A row that a tracked change has deleted. */
  isDeleted: boolean
  columns: number
  continues: boolean
}

/** Tables within tables deeper than this are read as paragraphs. */
const MAX_TABLES = 8
const MAX_COLUMNS = 1_000

/** The tables around the place where the reader is. */
export class Tables {
  readonly #open: OpenTable[] = []
  #tooDeep = 0

  enter(name: string, attributes: Attributes, flow: Flow): Flow | undefined {
    if (name === 'w:tbl') this.#enterTable(flow)
    const table = this.#tooDeep > 0 ? undefined : this.#open.at(-1)
    if (table === undefined) return undefined
    if (name === 'w:tblHeader') table.isHead = true
    if (name === 'w:gridSpan') table.columns = columnsOf(attributes)
    if (name === 'w:gridBefore') table.cells.push({ ...EMPTY, columns: columnsOf(attributes) })
    if (name === 'w:vMerge') table.continues = (valueOf(attributes, 'val') ?? 'continue') === 'continue'
    if (name !== 'w:tc') return undefined
    table.columns = 1
    table.continues = false
    return new Flow()
  }

  /** @param content of the cell, where one ends */
  leave(name: string, content: Flow): void {
    if (name === 'w:tbl' && this.#tooDeep > 0) this.#tooDeep -= 1
    else if (name === 'w:tbl') this.#open.pop()
    const table = this.#tooDeep > 0 ? undefined : this.#open.at(-1)
    if (table === undefined) return
    if (name === 'w:tc') {
      const { columns, continues } = table
      table.cells.push({ ...EMPTY, parts: content.parts, columns, continues })
    }
    if (name === 'w:tr') endRow(table)
  }

  deleteRow(): void {
    const table = this.#open.at(-1)
    if (table !== undefined) table.isDeleted = true
  }

  #enterTable(flow: Flow): void {
    if (this.#open.length === MAX_TABLES) this.#tooDeep += 1
    if (this.#tooDeep > 0) return
    const rows = new TableRows()
    this.#open.push({ flow, rows, cells: [], isHead: false, isDeleted: false, columns: 1, continues: false })
  }
}

const EMPTY: Cell = { parts: [], columns: 1, rows: 1, isHeader: false }

function endRow(table: OpenTable): void {
  if (!table.isDeleted) table.flow.push(...table.rows.partsOf(table.cells, table.isHead))
  table.cells = []
  table.isHead = false
  table.isDeleted = false
}

function columnsOf(attributes: Attributes): number {
  const columns = Number.parseInt(valueOf(attributes, 'val') ?? '1', 10)
  return columns >= 1 ? Math.min(columns, MAX_COLUMNS) : 1
}

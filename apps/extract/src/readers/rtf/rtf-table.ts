import { Flow } from '../../text/flow.ts'
import { TableRows, type Cell } from '../../text/table-rows.ts'

/** A row that is longer goes on in the next. */
const MAX_CELLS = 1_000

/** The open table, if there is one: its rows follow each other, and nothing says where it begins. */
export class RtfTable {
  /** Of the open cell. */
  content = new Flow()
  #rows = new TableRows()
  #cells: Cell[] = []

  endCell(flow: Flow): void {
    if (this.#cells.length === MAX_CELLS) this.endRow(flow)
    this.content.end()
    this.#cells.push({ parts: this.content.parts, columns: 1, rows: 1, isHeader: false })
    this.content = new Flow()
  }

  endRow(flow: Flow): void {
    flow.push(...this.#rows.partsOf(this.#cells, false))
    this.#cells = []
  }

  /** What a row that breaks off holds is read, too. */
  end(flow: Flow): void {
    this.content.end()
    if (this.#cells.length > 0) this.endRow(flow)
    flow.push(...this.content.parts)
    this.content = new Flow()
    this.#rows = new TableRows()
  }
}

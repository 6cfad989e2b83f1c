import type { Flow } from '../../text/flow.ts'
import { TableRows, type Cell } from '../../text/table-rows.ts'
import type { Attributes } from '../packed/xml.ts'

const MAX_SPAN = 1_000

/** The table on a slide; there are none within tables. */
export class SlideTables {
  #rows = new TableRows()
  #flow: Flow | undefined
  #cells: Cell[] = []

  enter(flow: Flow): undefined {
    this.#rows = new TableRows()
    this.#flow = flow
    this.#cells = []
  }

  enterRow(): () => void {
    this.#cells = []
    return () => this.#flow?.push(...this.#rows.partsOf(this.#cells, false))
  }

  /** Cells that another reaches over are there, too, and say so. */
  leaveCell({ parts }: Flow, attributes: Attributes): void {
    const { hMerge, vMerge, gridSpan, rowSpan } = attributes
    if (hMerge === '1' || hMerge === 'true' || vMerge === '1' || vMerge === 'true') return
    this.#cells.push({ parts, columns: spanOf(gridSpan), rows: spanOf(rowSpan), isHeader: false })
  }
}

function spanOf(said: string | undefined): number {
  const span = Number.parseInt(said ?? '1', 10)
  return span >= 1 ? Math.min(span, MAX_SPAN) : 1
}

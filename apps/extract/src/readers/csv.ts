import type { Extracted } from '@bulkhead/contracts/extract'
import Papa from 'papaparse'

import { assemble, cleanText, requireRoom, shortName, type Part } from '../text/extracted.ts'

/**
 * A table as one block a row, each value with the name of its column, so that a row can be found and
 * understood alone.
 */
export function extractCsv(raw: string): Extracted {
  const table = new Table()
  // Row by row: the cells of a whole table take many times what the file does.
  Papa.parse<string[]>(cleanText(raw), {
    header: false,
    skipEmptyLines: 'greedy',
    // Fast mode would split all lines first.
    fastMode: false,
    step: ({ data }) => table.add(data),
  })
  return assemble(table.parts())
}

class Table {
  #header: readonly string[] | undefined
  #names: readonly string[] = []
  readonly #parts: Part[] = []
  #units = 0

  add(row: readonly string[]): void {
    if (this.#header === undefined) {
      this.#header = row
      this.#names = row.map(shortName)
      return
    }
    const text = describe(this.#names, row)
    this.#units += text.length
    this.#parts.push({ text })
    requireRoom(this.#units, this.#parts.length)
  }

  /** A header alone is all that such a file says. */
  parts(): readonly Part[] {
    return this.#parts.length > 0 ? this.#parts : [{ text: (this.#header ?? []).join(', ') }]
  }
}

function describe(header: readonly string[], row: readonly string[]): string {
  const lines: string[] = []
  let units = 0
  for (const [column, cell] of row.entries()) {
    const value = cell.trim()
    if (value === '') continue
    const name = header[column] ?? ''
    const line = name === '' ? value : `${name}: ${value}`
    units += line.length
    requireRoom(units)
    lines.push(line)
  }
  return lines.join('\n')
}

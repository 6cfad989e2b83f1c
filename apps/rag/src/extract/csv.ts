import Papa from 'papaparse'

import { assemble, cleanText, requireRoom, shortName, type Extracted, type Part } from './extracted.ts'

/** A table as one block a row, each value with the name of its column, so that a row can be found and understood alone. */
export function extractCsv(raw: string): Extracted {
  const { data } = Papa.parse<string[]>(cleanText(raw), { header: false, skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = data
  if (rows.length === 0) return assemble([{ text: header.join(', ') }])
  return assemble(describeAll(header.map(shortName), rows))
}

/** One by one: a table too large to be described is given up before it is in memory. */
function* describeAll(header: readonly string[], rows: readonly string[][]): Generator<Part> {
  for (const row of rows) yield { text: describe(header, row) }
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

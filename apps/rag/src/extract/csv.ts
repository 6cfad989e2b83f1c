import Papa from 'papaparse'

import { assemble, cleanText, type Extracted } from './extracted.ts'

/** A table as one block a row, each value with the name of its column, so that a row can be found and understood alone. */
export function extractCsv(raw: string): Extracted {
  const { data } = Papa.parse<string[]>(cleanText(raw), { header: false, skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = data
  if (rows.length === 0) return assemble([{ text: header.join(', ') }])
  return assemble(rows.map((row) => ({ text: describe(header, row) })))
}

function describe(header: readonly string[], row: readonly string[]): string {
  return row
    .map((value, column) => [header[column]?.trim() ?? '', value.trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => (name === '' ? value : `${name}: ${value}`))
    .join('\n')
}

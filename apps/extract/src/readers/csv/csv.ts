import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, cleanText, requireRoom, shortName, type Part } from '../../text/extracted.ts'
import { Cells } from './cells.ts'
import { dialectOf } from './dialect.ts'
import { headerOf } from './header.ts'

/**
 * A table as one block a row, each value with the name of its column, so that a row can be found and
 * understood alone.
 */
export function extractCsv(raw: string): Extracted {
  const text = cleanText(raw)
  const { delimiter, from } = dialectOf(text)
  return assemble(partsOf(new Cells(text, delimiter, from).rows()))
}

/** How many rows tell the header from the values. */
const FIRST_ROWS = 12

function* partsOf(rows: Iterator<string[], undefined>): Generator<Part, undefined> {
  const first: string[][] = []
  for (let next = rows.next(); next.done !== true; next = rows.next()) {
    if (next.value.some((cell) => cell !== '')) first.push(next.value)
    if (first.length === FIRST_ROWS) break
  }
  const header = headerOf(first)
  for (const title of header.titles) yield { text: title, depth: 1 }
  const table = new Table(header.names ?? [])
  for (const row of first.slice(header.rows)) yield table.partOf(row)
  for (let next = rows.next(); next.done !== true; next = rows.next()) yield table.partOf(next.value)
  // A header alone is all that such a file says.
  if (table.isEmpty) yield { text: (header.names ?? []).join(', ').replace(/^[,\s]+$/u, '') }
}

/** A row that goes on in another chunk is known by its first cells there. */
const MAX_KEY_UNITS = 120

class Table {
  readonly #names: readonly string[]
  isEmpty = true

  constructor(names: readonly string[]) {
    this.#names = names.map(shortName)
  }

  partOf(row: readonly string[]): Part {
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
    if (lines.length > 0) this.isEmpty = false
    return { text: lines.join('\n'), keyUnits: keyUnitsOf(lines) }
  }
}

/** The first cell, and the second if both are short. */
function keyUnitsOf([first = '', second]: readonly string[]): number {
  const both = first.length + 1 + (second?.length ?? MAX_KEY_UNITS)
  return both <= MAX_KEY_UNITS ? both : Math.min(first.length, MAX_KEY_UNITS)
}

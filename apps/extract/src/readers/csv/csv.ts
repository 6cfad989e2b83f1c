import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, cleanText, type Part } from '../../text/extracted.ts'
import { Cells } from './cells.ts'
import { dialectOf } from './dialect.ts'
import { Records } from './records.ts'

/**
 * A table as one block a row, each value with the name of its column, so that a row can be found and
 * understood alone.
 */
export function extractCsv(raw: string): Extracted {
  const text = cleanText(raw)
  const { delimiter, from } = dialectOf(text)
  return assemble(partsOf(new Cells(text, delimiter, from).rows()))
}

function* partsOf(rows: Iterable<string[]>): Generator<Part, undefined> {
  const records = new Records()
  for (const row of rows) yield* records.add(row)
  yield* records.end()
}

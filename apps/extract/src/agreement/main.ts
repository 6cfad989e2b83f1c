// `pnpm eval:extract`: whether what other readers find in the committed files is found, and in their order.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

import { extract } from '../formats.ts'
import { agreement } from './agreement.ts'

/** For all files together. Lower than 1 since running headers are said once and rows are read by row. */
const FLOORS = { words: 0.95, order: 0.9 }
const FIXTURES = `${import.meta.dirname}/../../fixtures`

const rows = []
for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.pdf') && file !== 'scanned.pdf')) {
  const expected = execFileSync('pdftotext', [`${FIXTURES}/${name}`, '-'], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
  const { text } = await extract('pdf', new Uint8Array(readFileSync(`${FIXTURES}/${name}`)))
  rows.push({ name, ...agreement(text, expected) })
}
const words = rows.reduce((sum, row) => sum + row.words, 0) / rows.length
const order = rows.reduce((sum, row) => sum + row.order, 0) / rows.length
for (const row of [...rows, { name: 'pdf', words, order }]) {
  process.stdout.write(`${row.words.toFixed(3)} words  ${row.order.toFixed(3)} order  ${row.name}\n`)
}
if (words < FLOORS.words || order < FLOORS.order) process.exitCode = 1

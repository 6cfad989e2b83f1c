import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync } from 'fflate'

const docx = (body: string) =>
  zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) })
const text = (head: string, unit: string) => (units: number) =>
  strToU8(head + unit.repeat(Math.ceil(units / unit.length)))
const word = (head: string, unit: string) => (units: number) =>
  docx(head + unit.repeat(Math.ceil(units / unit.length)))

/**
 * Inputs of so many characters that a reader could take more than linear time for, by what they are made of.
 */
export const GROWING: readonly (readonly [string, DocumentFormat, (units: number) => Uint8Array])[] = [
  ['quotes, then blanks', 'csv', (n) => strToU8(`a,b\n"${'x"'.repeat(n / 4)}${' '.repeat(n / 2)}`)],
  ['quotes that begin lines', 'csv', text('a,b\n', '"x\n')],
  ['doubled quotes', 'csv', text('a,b\n', '"a""b\n')],
  ['quotes that begin cells', 'csv', text('a,b\n', '"a,')],
  ['quotes between blanks', 'csv', text('a,b\n', '" ')],
  ['cells of one row', 'html', text('<table><tr>', '<td>x')],
  ['cells without a table', 'html', text('', '<td>x')],
  ['rows below a merged cell', 'html', text('<table><tr><td rowspan=9999 colspan=1000>x', '<tr><td>y')],
  ['links in a paragraph', 'html', text('<p>', '<a href=https://x.example>x</a>')],
  ['tables in tables', 'html', text('<table><tr><td>'.repeat(300), 'x ')],
  ['symbols of a formula', 'html', text('<math>', '<mi>x</mi>')],
  ['blanks within a line', 'html', text('<p>x<br>x', '&#32;')],
  ['items of a list', 'markdown', text('', '- a\n')],
  ['lines that go on in quotes', 'markdown', text(`${'> '.repeat(39)}a\n`, 'b\n')],
  ['rows of a table', 'markdown', text('|a|b|\n|-|-|\n', '|x|y|\n')],
  ['headers of tables', 'markdown', text('', '-|-\n')],
  ['half pictures', 'markdown', text('data:', '![')],
  ['half anchors', 'markdown', text('', '<a ')],
  ['strokes', 'markdown', text('&', '`a``')],
  ['fences in items', 'markdown', text('', '- a\n  ```\n')],
  ['paragraphs', 'docx', word('', '<w:p><w:r><w:t>x</w:t></w:r></w:p>')],
  ['cells of one row', 'docx', word('<w:tbl><w:tr>', '<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>')],
  ['records', 'json', (n) => strToU8(JSON.stringify(Array.from({ length: n / 8 }, () => ({ a: 1 }))))],
]

import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync } from 'fflate'

import { epub, openDocument, pptx, xlsx } from './packed.ts'

const docx = (body: string) =>
  zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) })
const text = (head: string, unit: string) => (units: number) =>
  strToU8(head + unit.repeat(Math.ceil(units / unit.length)))
const word = (head: string, unit: string) => (units: number) =>
  docx(head + unit.repeat(Math.ceil(units / unit.length)))
const sheet = (head: string, unit: string) => (units: number) =>
  xlsx([{ xml: `<sheetData>${head}${unit.repeat(Math.ceil(units / unit.length))}` }])
const slide =
  (unit: string, head = '') =>
  (units: number) =>
    pptx([{ xml: head + unit.repeat(Math.ceil(units / unit.length)) }])
const open = (kind: Parameters<typeof openDocument>[0], head: string, unit: string) => (units: number) =>
  openDocument(kind, head + unit.repeat(Math.ceil(units / unit.length)))

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
  ['cells of one row', 'xlsx', sheet('<row>', '<c><v>1</v></c>')],
  ['rows', 'xlsx', sheet('', '<row><c><v>1</v></c></row>')],
  [
    'merged cells',
    'xlsx',
    (n) => xlsx([{ xml: `<sheetData/>${'<mergeCell ref="A1:Z99"/>'.repeat(n / 24)}` }]),
  ],
  [
    'shared texts',
    'xlsx',
    (n) => xlsx([{ xml: '' }], { texts: Array.from({ length: n / 8 }, () => '<t>a</t>') }),
  ],
  ['shapes', 'pptx', slide('<p:sp><p:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>')],
  ['cells of one row', 'pptx', slide('<a:tc><a:p/></a:tc>', '<a:tbl><a:tr>')],
  ['breaks', 'pptx', slide('<a:br/>', '<a:p>')],
  ['paragraphs', 'odt', open('text', '', '<text:p>a</text:p>')],
  ['lists in lists', 'odt', open('text', '<text:list><text:list-item>'.repeat(400), '<text:p>a</text:p>')],
  ['blanks', 'odt', open('text', '<text:p>', '<text:s text:c="99"/>')],
  ['boxes in boxes', 'odt', open('text', '<text:p>', '<draw:text-box><text:p>a</text:p></draw:text-box>')],
  [
    'cells of one row',
    'ods',
    open(
      'spreadsheet',
      '<table:table><table:table-row>',
      '<table:table-cell><text:p>1</text:p></table:table-cell>',
    ),
  ],
  [
    'rows that repeat',
    'ods',
    open(
      'spreadsheet',
      '<table:table>',
      '<table:table-row table:number-rows-repeated="999"><table:table-cell/></table:table-row>',
    ),
  ],
  ['slides', 'odp', open('presentation', '', '<draw:page/>')],
  ['chapters', 'epub', (n) => epub(Array.from({ length: n / 400 }, () => '<p>a</p>'))],
  ['groups in groups', 'rtf', text(String.raw`{\rtf1 `, '{a}')],
  ['control words', 'rtf', text(String.raw`{\rtf1 `, String.raw`\b`)],
  ['cells', 'rtf', text(String.raw`{\rtf1\trowd\intbl `, String.raw`a\cell`)],
  ['bytes', 'rtf', text(String.raw`{\rtf1 `, String.raw`\'e9`)],
  ['notes', 'rtf', text(String.raw`{\rtf1 `, String.raw`{\footnote a}`)],
  ['headers', 'eml', text('', 'a: b\r\n')],
  ['lines of one header', 'eml', text('Subject: a\r\n', ' b\r\n')],
  ['parts', 'eml', text('Content-Type: multipart/mixed; boundary=x\r\n\r\n', '--x\r\n\r\na\r\n')],
  ['addresses', 'eml', text('To: a', ',<a@x>')],
  ['encoded words', 'eml', text('Subject: ', '=?utf-8?q?a?= ')],
  ['open comments of an address', 'eml', text('To: ', '(')],
  ['records', 'xml', text('<a>', '<b><c>1</c></b>')],
  ['values', 'xml', text('<a>', '<b>1</b>')],
  ['marks in a sentence', 'xml', text('<a>x', '<b>1</b>')],
  ['attributes', 'xml', text('<a ', 'b="1" ')],
  ['records deep within', 'xml', text('<a k="1">'.repeat(400), '<b c="1"/>')],
  ['cues', 'vtt', text('WEBVTT\n\n', '00:01.000 --> 00:02.000\na\n\n')],
  ['open tags', 'vtt', text('WEBVTT\n\n00:01.000 --> 00:02.000\n', '<v ')],
  ['blanks before no time', 'srt', text('', ' ')],
  ['open braces', 'srt', text('00:00:01,000 --> 00:00:02,000\n', '{\\')],
  ['cells', 'ipynb', text('{"cells":[', '{"source":"a"},')],
  ['backticks', 'ipynb', text('{"cells":[{"source":"', '`')],
  ['empty lines', 'code', text('a', '\n\nb')],
  ['brackets', 'code', text('', '}')],
  ['records', 'json', (n) => strToU8(JSON.stringify(Array.from({ length: n / 8 }, () => ({ a: 1 }))))],
]

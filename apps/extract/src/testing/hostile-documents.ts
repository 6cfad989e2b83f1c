import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync, zlibSync } from 'fflate'

import { epub, openDocument, pptx, xlsx } from './packed.ts'

/** A kind of document that looks small and asks for much, made as large as `units` says. */
export interface HostileKind {
  readonly name: string
  readonly format: DocumentFormat
  /** The largest number of units that is tried. */
  readonly most: number
  readonly make: (units: number) => Uint8Array
}

const text = (
  format: DocumentFormat,
  name: string,
  most: number,
  make: (units: number) => string,
): HostileKind => ({
  name,
  format,
  most,
  make: (units) => strToU8(make(units)),
})

function pdfOfStream(content: Uint8Array, filter: string): Uint8Array {
  const head = `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>
endobj
5 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>
endobj
4 0 obj
<< /Length ${content.length} /Filter ${filter} >>
stream
`
  const tail = '\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF'
  return new Uint8Array([...strToU8(head), ...content, ...strToU8(tail)])
}

const pdf = (name: string, most: number, unit: string): HostileKind => ({
  name,
  format: 'pdf',
  most,
  make: (units) => pdfOfStream(zlibSync(strToU8(unit.repeat(units)), { level: 9 }), '/FlateDecode'),
})

const docx = (name: string, most: number, unit: string): HostileKind => ({
  name,
  format: 'docx',
  most,
  make: (units) =>
    zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${unit.repeat(units)}`) }, { level: 9 }),
})

const made = (
  format: DocumentFormat,
  name: string,
  most: number,
  make: (units: number) => Uint8Array,
): HostileKind => ({ name, format, most, make })

/** Kinds of nesting, of repetition and of what is never closed. */
export const HOSTILE_KINDS: readonly HostileKind[] = [
  pdf('matrices', 1_000_000, '1 0 0 1 0 0 cm '),
  pdf('arrays in arrays', 1_000_000, '[ '),
  pdf('texts of nothing', 300_000, 'BT /F1 1 Tf () Tj ET '),
  {
    name: 'blanks deflated twice',
    format: 'pdf',
    most: 200 * 1_024 * 1_024,
    make: (units) => {
      const once = zlibSync(new Uint8Array(units).fill(32), { level: 9 })
      return pdfOfStream(zlibSync(once, { level: 9 }), '[/FlateDecode /FlateDecode]')
    },
  },
  docx('paragraphs in paragraphs', 500_000, '<w:p>'),
  docx('paragraphs', 300_000, '<w:p><w:r><w:t>a</w:t></w:r></w:p>'),
  docx('tables in tables', 100_000, '<w:tbl><w:tr><w:tc>'),
  text('csv', 'quotes in an open quote', 250_000, (n) => `a,b\n"${'x"'.repeat(n)}${' '.repeat(n * 2)}`),
  text('csv', 'quotes', 1_000_000, (n) => '"'.repeat(n)),
  text('csv', 'rows of one cell', 400_000, (n) => '1\n'.repeat(n)),
  text('html', 'cells of one row', 200_000, (n) => `<table><tr>${'<td>x'.repeat(n)}`),
  text('html', 'rows of one table', 100_000, (n) => `<table>${'<tr><td>x'.repeat(n)}`),
  text('html', 'bold never closed', 200_000, (n) => '<b>x'.repeat(n)),
  text('html', 'items in items', 100_000, (n) => '<ul><li>x'.repeat(n)),
  text('json', 'small objects', 300_000, (n) => `[${'{"a":1},'.repeat(n)}1]`),
  text('json', 'lists in lists', 1_000_000, (n) => '['.repeat(n)),
  made('xlsx', 'rows', 600_000, (n) =>
    xlsx([{ xml: `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(n)}` }]),
  ),
  made('xlsx', 'cells of one row', 1_000_000, (n) =>
    xlsx([{ xml: `<sheetData><row>${'<c><v>1</v></c>'.repeat(n)}` }]),
  ),
  made('xlsx', 'elements in elements', 1_000_000, (n) => xlsx([{ xml: '<row>'.repeat(n) }])),
  made('xlsx', 'the same text everywhere', 400_000, (n) =>
    xlsx([{ xml: `<sheetData>${'<row><c t="s"><v>0</v></c></row>'.repeat(n)}` }], {
      texts: [`<t>${'x'.repeat(9_000)}</t>`],
    }),
  ),
  made('xlsx', 'sheets', 900, (n) =>
    xlsx(Array.from({ length: n }, () => ({ xml: '<sheetData><row><c><v>1</v></c></row></sheetData>' }))),
  ),
  made('xlsx', 'a cell far to the right of each row', 50_000, (n) =>
    xlsx([{ xml: `<sheetData>${'<row><c r="XFD1"><v>1</v></c></row>'.repeat(n)}` }]),
  ),
  made('pptx', 'shapes in shapes', 500_000, (n) => pptx([{ xml: '<p:sp>'.repeat(n) }])),
  made('pptx', 'paragraphs', 400_000, (n) =>
    pptx([{ xml: `<p:sp>${'<a:p><a:r><a:t>a</a:t></a:r></a:p>'.repeat(n)}` }]),
  ),
  made('odt', 'tables in tables', 200_000, (n) =>
    openDocument('text', '<table:table><table:table-row><table:table-cell>'.repeat(n)),
  ),
  made('odt', 'blanks', 500_000, (n) =>
    openDocument('text', `<text:p>${'<text:s text:c="99999"/>'.repeat(n)}`),
  ),
  made('odt', 'notes', 200_000, (n) =>
    openDocument('text', `<text:p>${'<text:note><text:p>a</text:p></text:note>'.repeat(n)}`),
  ),
  made('ods', 'rows that repeat', 100_000, (n) =>
    openDocument(
      'spreadsheet',
      `<table:table>${'<table:table-row table:number-rows-repeated="99999"><table:table-cell table:number-columns-repeated="9999"><text:p>1</text:p></table:table-cell></table:table-row>'.repeat(n)}`,
    ),
  ),
  made('epub', 'one chapter very often', 4_000, (n) =>
    epub([`<p>${'x '.repeat(20_000)}</p>`], {
      'OPS/book.opf': `<package><manifest><item id="a" href="text/c%200.xhtml"/></manifest><spine>${'<itemref idref="a"/>'.repeat(n)}</spine></package>`,
    }),
  ),
  text('rtf', 'groups in groups', 1_000_000, (n) => String.raw`{\rtf1 ` + '{'.repeat(n)),
  text(
    'rtf',
    'cells of one row',
    400_000,
    (n) => String.raw`{\rtf1\trowd\intbl ` + String.raw`a\cell `.repeat(n),
  ),
  text('rtf', 'words of control', 2_000_000, (n) => String.raw`{\rtf1 ` + String.raw`\b `.repeat(n)),
  text(
    'eml',
    'parts',
    200_000,
    (n) => `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(n)}`,
  ),
  text('eml', 'parts in parts', 50_000, (n) =>
    Array.from(
      { length: n },
      (_, at) => `Content-Type: multipart/mixed; boundary=x${at}\r\n\r\n--x${at}\r\n`,
    ).join(''),
  ),
  text('eml', 'messages in messages', 50_000, (n) => 'Content-Type: message/rfc822\r\n\r\n'.repeat(n)),
  text('eml', 'headers', 500_000, (n) => 'a: b\r\n'.repeat(n)),
  text('eml', 'addresses', 200_000, (n) => `To: ${'a <a@x.example>,'.repeat(n)}`),
  text('xml', 'elements in elements', 1_000_000, (n) => '<a>'.repeat(n)),
  text('xml', 'records', 500_000, (n) => `<a>${'<b c="1"/>'.repeat(n)}`),
  text(
    'xml',
    'entities of entities',
    100_000,
    (n) => `<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>${'&c;'.repeat(n)}</a>`,
  ),
  text('vtt', 'cues', 400_000, (n) => `WEBVTT\n\n${'00:01.000 --> 00:02.000\na\n\n'.repeat(n)}`),
  text('ipynb', 'cells', 400_000, (n) => `{"cells":[${'{"source":"a"},'.repeat(n)}{}]}`),
  text('ipynb', 'lists in lists', 1_000_000, (n) => `{"cells":${'['.repeat(n)}`),
  text('code', 'functions', 400_000, (n) => 'f()\n\n'.repeat(n)),
  text('text', 'lines', 1_000_000, (n) => 'a\n'.repeat(n)),
]

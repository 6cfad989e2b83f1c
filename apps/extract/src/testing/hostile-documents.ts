import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync, zlibSync } from 'fflate'

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
  text('text', 'lines', 1_000_000, (n) => 'a\n'.repeat(n)),
]

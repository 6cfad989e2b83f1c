import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync, zlibSync } from 'fflate'
import { expect, test } from 'vitest'

import { extract } from './formats.ts'
import { pdfOf } from './testing/pdf-of.ts'
import { UnreadableDocument } from './text/extracted.ts'

const MIB = 1_024 * 1_024
/**
 * Far above what each takes (well below a second), far below what it took or would take without its guard.
 */
const PATIENCE_MS = 8_000

async function outcomeOf(format: DocumentFormat, bytes: Uint8Array): Promise<string> {
  try {
    const { text } = await extract(format, bytes)
    return /\S/u.test(text) ? 'read' : 'empty'
  } catch (thrown) {
    if (!(thrown instanceof UnreadableDocument)) throw thrown
    // A person reads it: a sentence that says what is wrong, and one that says what to do.
    return /^[A-Z].+\. [A-Z].+\.$/.test(thrown.message) ? thrown.code : `not helpful: ${thrown.message}`
  }
}

const repeated = (unit: string, times: number) => strToU8(unit.repeat(times))
const nested = (levels: number) =>
  strToU8(Array.from({ length: levels }, (_, level) => `${' '.repeat(level * 2)}- a`).join('\n'))

test.each<[string, DocumentFormat, Uint8Array, string]>([
  ['quotes in quotes', 'markdown', repeated('> ', 100_000), 'read'],
  ['lists in lists', 'markdown', nested(1_000), 'read'],
  ['brackets', 'markdown', repeated('[', 100_000), 'read'],
  ['half links', 'markdown', repeated('[a](', 100_000), 'read'],
  ['open emphasis', 'markdown', repeated('*a _b ', 60_000), 'read'],
  ['open comments', 'markdown', repeated('<!-- ', 100_000), 'read'],
  ['addresses', 'markdown', repeated('www.', 100_000), 'read'],
  ['one line of 25 MiB', 'markdown', repeated('a', 25 * MIB), 'read'],
  ['elements in elements', 'html', repeated('<div>', MIB), 'document_malformed'],
  ['attributes', 'html', strToU8(`<p ${'a="b" '.repeat(500_000)}>x`), 'read'],
  ['angle brackets', 'html', repeated('<', MIB), 'read'],
  ['one line of 25 MiB', 'html', repeated('word ', 5 * MIB), 'read'],
  ['lists in lists', 'json', repeated('[', 5 * MIB), 'document_malformed'],
  ['closed lists in lists', 'json', strToU8('['.repeat(MIB) + ']'.repeat(MIB)), 'document_malformed'],
  [
    'a long name beside many values',
    'json',
    strToU8(JSON.stringify({ ['k'.repeat(500_000)]: Array(50_000).fill(1) })),
    'read',
  ],
  [
    'long names beside very many values',
    'json',
    strToU8(`{"${'k'.repeat(300)}":{"${'l'.repeat(300)}":[${'1,'.repeat(400_000)}1]}}`),
    'payload_too_large',
  ],
  ['a long name above many rows', 'csv', strToU8(`${'k'.repeat(500_000)}\n${'1\n'.repeat(50_000)}`), 'read'],
  [
    'long names above very many rows',
    'csv',
    strToU8(`${'k'.repeat(300)}\n${'1\n'.repeat(400_000)}`),
    'payload_too_large',
  ],
  ['very many numbers', 'json', strToU8(`[${'1,'.repeat(12 * MIB)}1]`), 'payload_too_large'],
  ['very many rows', 'csv', repeated('1\n', 12 * MIB), 'payload_too_large'],
  ['very many paragraphs', 'text', repeated('a\n\n', 8 * MIB), 'payload_too_large'],
  ['nothing but commas', 'csv', repeated(',', MIB), 'empty'],
  ['a quote that never ends', 'csv', strToU8(`a,b\n"${'x,\n'.repeat(100_000)}`), 'read'],
  ['one word of 25 MiB', 'text', repeated('x', 25 * MIB), 'read'],
  ['empty lines', 'text', strToU8(`${'\n'.repeat(20 * MIB)}a`), 'read'],
  ['empty lines with blanks', 'text', strToU8(`${'\n '.repeat(5 * MIB)}a`), 'read'],
  ['blanks only', 'text', repeated(' ', 5 * MIB), 'empty'],
  ['invalid UTF-8', 'text', new Uint8Array([0x61, 0xc3, 0x28, 0xff]), 'document_encoding'],
  ['half a UTF-16 unit', 'text', new Uint8Array([0xff, 0xfe, 0x41]), 'document_encoding'],
])('%s as %s is survived', { timeout: 30_000 }, async (_, format, bytes, outcome) => {
  const startMs = performance.now()

  expect(await outcomeOf(format, bytes)).toBe(outcome)
  expect(performance.now() - startMs).toBeLessThan(PATIENCE_MS)
})

/** Overwrites the size that the zip's directory tells for its only entry. */
function lyingZip(bytes: Uint8Array, size: number): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at < copy.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true)
  }
  return copy
}

const bomb = zipSync({ 'word/document.xml': new Uint8Array(200 * MIB) }, { level: 9 })

test.each<[string, Uint8Array, string]>([
  ['a bomb that says so', bomb, 'document_malformed'],
  ['a bomb that says it is small', lyingZip(bomb, 1_000), 'document_malformed'],
  ['an empty zip', zipSync({}), 'document_malformed'],
  ['a zip that breaks off', bomb.slice(0, bomb.length / 2), 'document_malformed'],
  ['elements in elements', zipSync({ 'word/document.xml': repeated('<w:p>', MIB) }), 'document_malformed'],
  ['a password', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'document_encrypted'],
])('a Word document that is %s is survived', async (_, bytes, outcome) => {
  const startMs = performance.now()

  expect(await outcomeOf('docx', bytes)).toBe(outcome)
  expect(performance.now() - startMs).toBeLessThan(PATIENCE_MS)
})

/** A PDF of one page, with what a hostile hand may put into its parts. */
function pdf({ content = strToU8(''), filter = '', trailer = '', count = 1 }): Uint8Array {
  const head = strToU8(
    `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count ${count} >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>
endobj
5 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>
endobj
4 0 obj
<< /Length ${content.length} ${filter} >>
stream
`,
  )
  const tail = strToU8(`\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 ${trailer} >>\n%%EOF`)
  const file = new Uint8Array(head.length + content.length + tail.length)
  file.set(head)
  file.set(content, head.length)
  file.set(tail, head.length + content.length)
  return file
}

/** A PDF whose content is deflated, once more than the filter beside says. */
function flated(content: Uint8Array, filter = '', more = ''): Uint8Array {
  const filters = `/Filter [/FlateDecode${filter === '' ? '' : ` /${filter}`}] ${more}`
  return pdf({ content: zlibSync(content, { level: 9 }), filter: filters })
}

/** A page that draws a form ten times, which draws another ten times, so many levels deep. */
function forms(levels: number): Uint8Array {
  const stream = (more: string, content: string) =>
    `<< /Length ${content.length} ${more} >>\nstream\n${content}\nendstream`
  const fonts = '/Font << /F1 5 0 R >>'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${fonts} /XObject << /X 6 0 R >> >> >>`,
    stream('', '/X Do '.repeat(10)),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  for (let level = 1; level <= levels; level++) {
    const isLast = level === levels
    const drawn = isLast ? '' : `/XObject << /X ${level + 6} 0 R >>`
    const content = isLast ? 'BT /F1 9 Tf (a) Tj ET' : '/X Do '.repeat(10)
    objects.push(
      stream(`/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << ${fonts} ${drawn} >>`, content),
    )
  }
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')
  return strToU8(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`)
}

/** Blanks that each run of two bytes makes 128 of. */
const runs = (bytes: number) => strToU8('\u0081 '.repeat(bytes / 128), true)

const ENCRYPTED = `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >>`

test.each<[string, Uint8Array, string]>([
  ['has a password', pdf({ trailer: ENCRYPTED }), 'document_encrypted'],
  ['says it has a million pages but has one', pdf({ count: 1_000_000 }), 'document_empty'],
  ['has no text', pdf({}), 'document_empty'],
  ['has ten thousand pages', pdfOf(Array.from({ length: 10_000 }, () => [])), 'payload_too_large'],
  ['breaks off', pdf({}).slice(0, 60), 'document_malformed'],
  [
    'is the same content very often',
    pdf({ trailer: `/X [${'4 0 R '.repeat(100_000)}]` }),
    'document_too_complex',
  ],
  ['draws forms in forms as a person would', forms(3), 'read'],
  ['draws forms of five levels', forms(5), 'document_too_complex'],
  ['draws forms in forms without end', forms(8), 'document_too_complex'],
  [
    'unpacks to very much by runs',
    pdf({ content: runs(200 * MIB), filter: '/Filter /RunLengthDecode' }),
    'document_too_complex',
  ],
  [
    'unpacks to very much, as text at that',
    pdf({ content: strToU8(`${'z'.repeat(10 * MIB)}~>`), filter: '/Filter /ASCII85Decode' }),
    'document_too_complex',
  ],
  ['saves half a million states', flated(repeated('q ', 500_000)), 'document_too_complex'],
  [
    'unpacks twice to blanks',
    flated(zlibSync(repeated(' ', 200 * MIB)), 'FlateDecode'),
    'document_too_complex',
  ],
  ['unpacks to very many operators', flated(repeated('1 w ', 5 * MIB)), 'document_too_complex'],
  ['calls itself a picture', flated(repeated(' ', 40 * MIB), '', '/Subtype /Image'), 'document_too_complex'],
  ['saves and restores states', flated(repeated('q Q ', 500_000)), 'document_empty'],
  [
    'unpacks to far more text than it has bytes',
    pdf({
      content: zlibSync(strToU8(`BT /F1 12 Tf ${`(${'x'.repeat(1_000)}) Tj `.repeat(10_000)} ET`), {
        level: 9,
      }),
      filter: '/Filter /FlateDecode',
    }),
    'read',
  ],
])('a PDF that %s is survived', { timeout: 120_000 }, async (_, bytes, outcome) => {
  const startMs = performance.now()

  expect(await outcomeOf('pdf', bytes)).toBe(outcome)
  expect(performance.now() - startMs).toBeLessThan(PATIENCE_MS)
})

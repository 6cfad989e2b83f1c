import { charsetOf } from '@bulkhead/contracts/formats/charset'
import { expect, test } from 'vitest'

import { formatOf as formatOfFile } from './accepted-format.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const bytes = (text: string) => new TextEncoder().encode(text)
const formatOf = (
  contentType: string,
  head: Uint8Array,
  more: Partial<Parameters<typeof formatOfFile>[0]> = {},
) => formatOfFile({ contentType, head, ...more })

test.each([
  ['text/plain', 'a', 'text'],
  ['text/plain; charset=utf-8', 'a', 'text'],
  ['TEXT/Markdown', '# a', 'markdown'],
  ['text/html', '<p>a', 'html'],
  ['text/csv', 'a,b', 'csv'],
  ['application/pdf', '%PDF-1.7', 'pdf'],
  ['application/pdf', '\n%PDF-1.7', 'pdf'],
  ['application/pdf', '1 0 obj\n<< /Type /Catalog >>', 'pdf'],
])('%s is read as %s', (contentType, content, format) => {
  expect(formatOf(contentType, bytes(content))).toBe(format)
})

test.each([
  ['application/zip', 'a report'],
  ['image/png', '\u0089PNG'],
  ['', 'text'],
  ['text/plain', '%PDF-1.7'],
  ['application/pdf', 'a report'],
  ['application/pdf', 'PK\u0003\u0004%PDF-'],
  ['text/plain', 'PK\u0003\u0004'],
  ['text/markdown', 'bin\u0000ary'],
])('%s with content %j is refused, and what is accepted is named', (contentType, content) => {
  expect(() => formatOf(contentType, bytes(content))).toThrow(
    expect.objectContaining({
      code: 'unsupported_media_type',
      details: { accepted: expect.arrayContaining(['text/plain']) },
    }),
  )
})

test.each<[string, string, number[], string]>([
  ['text/plain; charset=iso-8859-1', 'text', [0x61, 0xe9], 'windows-1252'],
  ['text/plain; charset="Windows-1252"', 'text', [0x80], 'windows-1252'],
  ['text/csv;charset=utf-16le', 'csv', [0x61, 0, 0xe9, 0], 'utf-16le'],
  ['text/plain; charset=shift_jis', 'text', [0x93, 0xfa, 0x96, 0x7b], 'shift_jis'],
])('%s is taken, and says its encoding', (type, format, content, charset) => {
  expect(formatOf(type, new Uint8Array(content))).toBe(format)
  expect(charsetOf(type)).toBe(charset)
})

test('an unknown charset is refused before anything is stored', () => {
  expect(charsetOf('text/plain; charset=klingon')).toBeUndefined()
  expect(() => formatOf('text/plain; charset=klingon', bytes('a'))).toThrow(
    expect.objectContaining({ code: 'unsupported_media_type', message: expect.stringContaining('charset') }),
  )
})

test('a Word document is told by its content type and its first bytes', () => {
  expect(formatOf(DOCX, bytes('PK\u0003\u0004...'))).toBe('docx')
  expect(() => formatOf(DOCX, bytes('plain text'))).toThrow(
    expect.objectContaining({ code: 'unsupported_media_type' }),
  )
})

test('a Word document with a password is taken, so that its owner reads the reason', () => {
  expect(formatOf(DOCX, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('docx')
})

test('the word of its owner outweighs type and name, but not what the first bytes prove', () => {
  expect(formatOf('application/octet-stream', bytes('a,b'), { format: 'csv' })).toBe('csv')
  expect(formatOf('text/plain', bytes('<html><p>'), { format: 'text' })).toBe('text')
  expect(formatOf('application/json', bytes('{"cells": [{"cell_type"'), { format: 'json' })).toBe('json')
  expect(formatOf('text/plain', bytes('%PDF-1.7\n1 0 obj'), { format: 'markdown' })).toBe('pdf')
  expect(() => formatOf('text/plain', bytes('a report'), { format: 'pdf' })).toThrow(
    expect.objectContaining({ code: 'unsupported_media_type' }),
  )
})

test('who sends a file of Word before 2007 is told to save it anew', () => {
  expect(() => formatOf('application/msword', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toThrow(
    expect.objectContaining({ message: expect.stringContaining('.docx') }),
  )
})

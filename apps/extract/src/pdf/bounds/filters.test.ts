import { strToU8, zlibSync } from 'fflate'
import { expect, test } from 'vitest'

import { filtersOf, unpack } from './filters.ts'
import { TooMuch } from './stream-limit.ts'

function unpacked(data: Uint8Array, ...filters: readonly string[]): string {
  let text = ''
  unpack(data, filters, (piece) => (text += String.fromCharCode(...piece)))
  return text
}

/** By the example of the PDF specification: 45 45 45 45 45 65 45 45 45 66. */
const LZW = new Uint8Array([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01])

test.each<[string, Uint8Array, readonly string[], string]>([
  ['LZW', LZW, ['LZWDecode'], '-----A---B'],
  ['runs', new Uint8Array([2, 97, 98, 99, 254, 100, 128, 9]), ['RunLengthDecode'], 'abcddd'],
  ['base 85', strToU8('87cURD]i,"Ebo80~>'), ['ASCII85Decode'], 'Hello World!'],
  ['hexadecimal', strToU8('48 65 6c6C 6f>00'), ['ASCIIHexDecode'], 'Hello'],
  ['two of them', strToU8('800b6050220c0c8501>'), ['AHx', 'LZW'], '-----A---B'],
  ['deflated twice', zlibSync(zlibSync(strToU8('abc'))), ['FlateDecode', 'Fl'], 'abc'],
  ['what is broken', strToU8('abc'), ['FlateDecode'], ''],
  ['none', strToU8('abc'), [], 'abc'],
])('unpacks %s', (_, data, filters, text) => {
  expect(unpacked(data, ...filters)).toBe(text)
})

test('what unpacks to too much ends at once', () => {
  expect(() => unpacked(zlibSync(new Uint8Array(40_000_000)), 'FlateDecode', 'FlateDecode')).toThrow(TooMuch)
})

test.each([
  ['<< /Filter /FlateDecode /Length 9 >>', ['FlateDecode']],
  ['<< /Filter [ /ASCII85Decode/LZWDecode ] >>', ['ASCII85Decode', 'LZWDecode']],
  ['<< /Filter 7 0 R >>', ['FlateDecode']],
  ['<< /F1 5 0 R /Font << >> >>', []],
])('%s names its filters', (dictionary, filters) => {
  expect(filtersOf(dictionary)).toEqual(filters)
})

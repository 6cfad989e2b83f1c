import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import * as fc from 'fast-check'
import { strToU8 } from 'fflate'
import { expect, test } from 'vitest'

import { extract } from './formats.ts'
import { epub, openDocument, packed, pptx, relations, sheetData, xlsx } from './testing/packed.ts'
import { pdfOf } from './testing/pdf-of.ts'
import { UnreadableDocument } from './text/extracted.ts'

const MAIL =
  'From: a@x.example\r\nSubject: Hull\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Red</p>\r\n--x\r\nContent-Type: text/csv; name=a.csv\r\n\r\na,b\r\n1,2\r\n--x--\r\n'

/** A sound file of each format. */
const SOUND: readonly (readonly [DocumentFormat, Uint8Array])[] = [
  ['pdf', pdfOf([[[12, 700, 'The hull is red.']]])],
  [
    'docx',
    packed({
      'word/document.xml': '<w:document><w:body><w:p><w:r><w:t>Red</w:t></w:r></w:p></w:body></w:document>',
    }),
  ],
  [
    'xlsx',
    xlsx([
      {
        xml: sheetData([
          ['a', 'b'],
          ['x', 2],
        ]),
        rels: relations(['comments', '../c.xml']),
      },
    ]),
  ],
  ['pptx', pptx([{ xml: '<p:sp><p:txBody><a:p><a:r><a:t>Red</a:t></a:r></a:p></p:txBody></p:sp>' }])],
  [
    'odt',
    openDocument('text', '<text:list><text:list-item><text:p>Red</text:p></text:list-item></text:list>'),
  ],
  [
    'ods',
    openDocument(
      'spreadsheet',
      '<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>',
    ),
  ],
  [
    'odp',
    openDocument('presentation', '<draw:page><draw:frame><text:p>Red</text:p></draw:frame></draw:page>'),
  ],
  ['epub', epub(['<p>Red</p>'])],
  [
    'rtf',
    strToU8(
      String.raw`{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard Caf\'e9 \u8364?\par\trowd\intbl a\cell\row{\footnote b}}`,
    ),
  ],
  ['eml', strToU8(MAIL)],
  ['ipynb', strToU8('{"cells":[{"cell_type":"code","source":["a"],"outputs":[{"text":"b"}]}],"nbformat":4}')],
  ['xml', strToU8('<?xml version="1.0"?><a b="1"><title>Hull</title><c>Of <d>steel</d>.</c></a>')],
  ['srt', strToU8('1\n00:00:01,000 --> 00:00:02,000\n<i>Red</i>\n')],
  ['vtt', strToU8('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Red\n')],
  ['code', strToU8('function hull() {\n  return 1\n}\n')],
]

const place = fc.double({ min: 0, max: 1, noNaN: true })
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, length: fc.integer({ min: 1, max: 64 }) }),
)

function damaged(
  sound: Uint8Array,
  damages: readonly (typeof damage extends fc.Arbitrary<infer T> ? T : never)[],
) {
  let file = Array.from(sound)
  for (const one of damages) {
    const at = Math.floor(one.at * file.length)
    if (one.kind === 'flip') file[at] = one.byte
    else if (one.kind === 'cut') file = file.slice(0, at)
    else file.splice(at, 0, ...file.slice(at, at + one.length))
  }
  return new Uint8Array(file)
}

test.each(SOUND)(
  'a damaged %s is read or refused, and breaks nothing',
  { timeout: 60_000 },
  async (format, sound) => {
    expect((await extract(format, sound.slice())).text).not.toBe('')

    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        try {
          const { text, blocks } = await extract(format, damaged(sound, damages))
          for (const { start, end } of blocks)
            expect(start >= 0 && start < end && end <= text.length).toBe(true)
        } catch (thrown) {
          if (!(thrown instanceof UnreadableDocument)) throw thrown
        }
      }),
      { numRuns: 150 },
    )
  },
)

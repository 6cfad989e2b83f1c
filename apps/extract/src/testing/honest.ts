import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { strToU8, zipSync } from 'fflate'

import { epub, openDocument, pptx, xlsx } from './packed.ts'

const MIB = 1_024 * 1_024
/** What is really read of every format that is text, and as the text of every other. */
const UNITS = 5 * MIB
const SENTENCE = 'The harbour master weighs each container that the crane sets down, and notes its number. '
const PARAGRAPH = SENTENCE.repeat(3)

const filled = (unit: string, units = UNITS) => unit.repeat(Math.ceil(units / unit.length))
const docx = (body: string) =>
  zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) })

/** Documents such as people have, of the largest size that is accepted, by what they are full of. */
export const HONEST: readonly (readonly [string, DocumentFormat, () => Uint8Array])[] = [
  ['paragraphs', 'text', () => strToU8(filled(`${PARAGRAPH}\n\n`))],
  [
    'sections and lists',
    'markdown',
    () => strToU8(filled(`## A section\n\n${PARAGRAPH}\n\n- one *item*\n- another\n\n`)),
  ],
  ['a changelog', 'markdown', () => strToU8(filled('- mend the [crane](https://x.example) at berth 4\n'))],
  ['a table', 'markdown', () => strToU8(`|a|b|\n|-|-|\n${filled('| one value | two values |\n')}`)],
  [
    'a page',
    'html',
    () => strToU8(filled(`<h2>A section</h2><p>${PARAGRAPH}<b>bold</b></p><ul><li>one<li>two</ul>`)),
  ],
  ['a table', 'html', () => strToU8(`<table><tr><th>a<th>b${filled('<tr><td>one value<td>two values')}`)],
  ['rows', 'csv', () => strToU8(`name,length,place\n${filled('bowline knot,3.5,harbour\n')}`)],
  [
    'records',
    'json',
    () => strToU8(`[${filled('{"name":"bowline","length":3.5,"place":{"town":"Hull"}},')}1]`),
  ],
  ['paragraphs', 'docx', () => docx(filled(`<w:p><w:r><w:t>${PARAGRAPH}</w:t></w:r></w:p>`))],
  [
    'rows',
    'xlsx',
    () =>
      xlsx([
        {
          xml: `<sheetData>${filled('<row><c t="str"><v>bowline knot</v></c><c><v>17</v></c></row>', 4 * UNITS)}</sheetData>`,
        },
      ]),
  ],
  [
    'slides',
    'pptx',
    () =>
      pptx(
        Array.from({ length: 300 }, () => ({
          xml: filled(
            `<p:sp><p:txBody><a:p><a:r><a:t>${SENTENCE}</a:t></a:r></a:p></p:txBody></p:sp>`,
            UNITS / 200,
          ),
        })),
      ),
  ],
  ['paragraphs', 'odt', () => openDocument('text', filled(`<text:p>${PARAGRAPH}</text:p>`))],
  [
    'chapters',
    'epub',
    () => epub(Array.from({ length: 200 }, () => filled(`<p>${PARAGRAPH}</p>`, UNITS / 200))),
  ],
  ['paragraphs', 'rtf', () => strToU8(`{\\rtf1 ${filled(`\\pard ${PARAGRAPH}\\par\n`)}}`)],
  [
    'a long message',
    'eml',
    () => strToU8(`From: a@x.example\r\nSubject: s\r\n\r\n${filled(`${SENTENCE}\r\n\r\n`)}`),
  ],
  [
    'records',
    'xml',
    () =>
      strToU8(`<parts>${filled('<part no="AB-12"><name>Bowline</name><weight>40</weight></part>')}</parts>`),
  ],
  ['functions', 'code', () => strToU8(filled('function hull(a) {\n  return a + 1\n}\n\n'))],
]

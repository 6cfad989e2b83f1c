import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'

import { extract } from '../../formats.ts'
import { ZipFile } from '../packed/zip-file.ts'
import { extractDocx as extractFrom } from './docx.ts'

const extractDocx = (bytes: Uint8Array) => extractFrom(new ZipFile(bytes, 'Word document'))

const paragraph = (text: string, style = '') =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
const docx = (body: string) =>
  zipSync({
    'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`),
    'word/media/a.png': new Uint8Array(9),
  })

test('headings, paragraphs and table rows are read in order', () => {
  const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
  const file = docx(
    paragraph('The Ship', 'Title') +
      paragraph('Hull &amp; keel.') +
      paragraph('Doors', 'Heading2') +
      `<w:p><w:r><w:t>Shut</w:t></w:r><w:r><w:br/><w:t>them.</w:t></w:r></w:p>` +
      `<w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl>`,
  )

  const { text, blocks } = extractDocx(file)

  expect(text).toBe('The Ship\n\nHull & keel.\n\nDoors\n\nShut\nthem.\n\na | b\n\n1 | 2')
  expect(blocks.flatMap(({ heading }) => heading ?? [])).toEqual([
    { depth: 1, title: 'The Ship' },
    { depth: 2, title: 'Doors' },
  ])
})

test.each([
  ['no zip', strToU8('PK\u0003\u0004 not really')],
  ['a zip without a body', zipSync({ 'xl/workbook.xml': strToU8('<x/>') })],
  [
    'a zip that unpacks to far too much',
    zipSync({ 'word/document.xml': new Uint8Array(49 * 1_024 * 1_024) }),
  ],
])('%s is unreadable', async (_, file) => {
  await expect(extract('docx', file)).rejects.toMatchObject({ code: 'document_malformed' })
})

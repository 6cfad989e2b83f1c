import { readFile } from 'node:fs/promises'

import { expect, test } from 'vitest'

import { extract } from '../formats.ts'
import { rowsOf } from '../pdf/rows.ts'
import { firstHeading } from '../testing/first-heading.ts'
import { pdfOf } from '../testing/pdf-of.ts'
import { extractPdf } from './pdf.ts'

const runOf = (text: string, x: number, y: number, size: number) => ({
  text,
  x,
  y,
  size,
  right: x + text.length * size * 0.5,
  font: 'F',
  isRightToLeft: false,
  afterBlank: false,
})

test('paragraphs know their pages, and large lines are headings', async () => {
  const file = pdfOf([
    [
      [24, 780, 'The Ship'],
      [11, 740, 'A bulkhead keeps one flooded compartment'],
      [11, 726, 'from sinking the ship.'],
      [11, 690, 'Another paragraph stands apart.'],
    ],
    [
      [14, 780, 'Doors'],
      [11, 750, 'Shut them in time.'],
    ],
  ])

  const extracted = await extractPdf(file)

  expect(extracted.text.split('\n\n')).toEqual([
    'The Ship',
    'A bulkhead keeps one flooded compartment from sinking the ship.',
    'Another paragraph stands apart.',
    'Doors',
    'Shut them in time.',
  ])
  expect(extracted.blocks.map(({ page }) => page)).toEqual([1, 1, 1, 2, 2])
  expect(firstHeading(extracted)).toBe('The Ship')
  expect(extracted.blocks.flatMap(({ heading }) => heading?.depth ?? [])).toEqual([1, 2])
})

test('a subscript stands in its line', async () => {
  const rows = rowsOf(
    [
      runOf('H', 72, 100, 11),
      runOf('O is', 82, 100, 11),
      runOf('water.', 110, 100, 11),
      runOf('2', 78, 105.5, 7),
    ],
    () => false,
  )

  expect(rows.map(({ segments }) => segments.map(({ text }) => text))).toEqual([['H2O is water.']])
})

test('what is no PDF is unreadable, with a reason', async () => {
  await expect(extract('pdf', new TextEncoder().encode('%PDF-1.7 and no more'))).rejects.toMatchObject({
    code: 'document_malformed',
  })
})

/** Small files, each of one kind that real ones are. */
const fixture = async (name: string) =>
  new Uint8Array(await readFile(`${import.meta.dirname}/../../fixtures/${name}.pdf`))

const textOf = async (name: string) => (await extractPdf(await fixture(name))).text

test.each([
  [
    'lines of a paragraph, and words parted at their ends',
    'hyphenated-lines',
    'hydraulic pump and its transmission for five years of regular operation at sea.',
  ],
  [
    'what is typed and chosen in a form',
    'form-values',
    'Name of the insured person | Ursula Brandt\n\nPolicy number | KV-20817-X\n\nKind of damage | Burst pipe',
  ],
  ['text laid on the page', 'free-text-annotation', 'Approved by the harbour master on 3 May'],
  ['words placed one by one from the right', 'rtl-words-run-together', 'המשאבה מסוג Orion נמצאת במחסן בחיפה'],
  ['a number among them', 'rtl-words-run-together', 'מחיר המשאבה הוא 450 שקלים בלבד'],
  [
    'a table with an empty cell',
    'table-empty-cell',
    'Branch | Saturday | Sunday\n\nHarbour |  | 9 to 12\n\nAirport | 8 to 14 |',
  ],
  [
    'one column after the other',
    'two-columns',
    'before it casts off in the morning.\n\nColumn two lists the fees.',
  ],
  ['Japanese in a predefined encoding', 'japanese-sjis-cmap', '会議は東京駅で九時に始まります'],
  ['Chinese in a predefined encoding', 'chinese-gbk-cmap', '合同有效期为三年'],
  ['the pages before a broken one', 'circular-page-tree', 'First page: the pump needs oil every month.'],
  ['what follows a line before the header', 'leading-newline', 'A mail gateway put a line before this file.'],
])('%s: read as a person does', async (_, name, said) => {
  expect(await textOf(name)).toContain(said)
})

test('a running header is said once, page numbers never, and a sentence goes on overleaf', async () => {
  const { text, blocks } = await extractPdf(await fixture('running-header'))

  expect(text.match(/Confidential/gu)).toHaveLength(1)
  expect(text).not.toMatch(/Page \d of/u)
  expect(text).toContain(
    'The sentence that starts on page 1 goes on over the edge and ends on page 2.\n\nStep 2',
  )
  const overleaf = text.indexOf('over the edge')
  expect(blocks.find(({ start }) => start === overleaf)?.page).toBe(2)
})

test('bold lines head what follows, and a watermark heads nothing', async () => {
  const { text, blocks } = await extractPdf(await fixture('bold-heading'))
  const marked = await extractPdf(await fixture('watermark'))

  expect(blocks.flatMap(({ heading }) => heading?.title ?? [])).toEqual(['Return conditions', 'Refund time'])
  expect(text).toContain('Goods come back within 45 days. They must be clean.')
  expect(firstHeading(marked)).toBeUndefined()
  expect(marked.text).toContain('The lease ends on 31 March. Keys are given back the same day.')
})

test('a scan is refused as one', async () => {
  await expect(extractPdf(await fixture('scanned'))).rejects.toMatchObject({
    code: 'document_empty',
    message: expect.stringContaining('scan'),
  })
})

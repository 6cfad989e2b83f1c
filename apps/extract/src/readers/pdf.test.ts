import { expect, test } from 'vitest'

import { extract } from '../formats.ts'
import { firstHeading } from '../testing/first-heading.ts'
import { pdfOf } from '../testing/pdf-of.ts'
import { extractPdf } from './pdf.ts'

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
    'A bulkhead keeps one flooded compartment\nfrom sinking the ship.',
    'Another paragraph stands apart.',
    'Doors',
    'Shut them in time.',
  ])
  expect(extracted.blocks.map(({ page }) => page)).toEqual([1, 1, 1, 2, 2])
  expect(firstHeading(extracted)).toBe('The Ship')
  expect(extracted.blocks.flatMap(({ heading }) => heading?.depth ?? [])).toEqual([1, 2])
})

test('a page without text says nothing', async () => {
  expect((await extractPdf(pdfOf([[]]))).blocks).toEqual([])
})

test('what is no PDF is unreadable, with a reason', async () => {
  await expect(extract('pdf', new TextEncoder().encode('%PDF-1.7 and no more'))).rejects.toMatchObject({
    code: 'document_malformed',
  })
})

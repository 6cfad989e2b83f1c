import { expect, test } from 'vitest'

import { extract } from '../../formats.ts'
import { openDocument, pptx, PRESENTATION, relations } from '../../testing/packed.ts'

const p = (text: string, properties = '') => `<a:p>${properties}<a:r><a:t>${text}</a:t></a:r></a:p>`
const shape = (body: string, role = '', more = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" ${more}/><p:nvPr>${role === '' ? '' : `<p:ph type="${role}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${body}</p:txBody></p:sp>`

async function blocksOf(file: Uint8Array, format: 'pptx' | 'odp' = 'pptx') {
  const { text, blocks } = await extract(format, file)
  return blocks.map(({ start, end, page }) => `${page} ${text.slice(start, end)}`)
}

test('slides in their order: title first, no furniture, no hidden slide, notes at the end', async () => {
  const notes = `<p:notes ${PRESENTATION}><p:cSld><p:spTree>${shape(p('7'), 'sldNum')}${shape(p('Wait for questions.'), 'body')}</p:spTree></p:cSld></p:notes>`
  const file = pptx(
    [
      {
        xml:
          shape(p('Moor with four lines.') + p('Never alone', '<a:pPr lvl="1"/>'), 'body') +
          shape(p('Mooring'), 'title') +
          shape(p('3'), 'sldNum'),
        rels: relations(['notesSlide', '../notesSlides/notesSlide1.xml']),
      },
      { xml: shape(p('Secret')), attributes: 'show="0"' },
      { xml: shape(p('Gone'), '', 'hidden="1"') + shape(p('Cranes'), 'ctrTitle') },
    ],
    { 'ppt/notesSlides/notesSlide1.xml': notes },
  )

  expect(await blocksOf(file)).toEqual([
    '1 Mooring',
    '1 Moor with four lines.',
    '1 - Never alone',
    '1 Notes: Wait for questions.',
    '3 Cranes',
  ])
  const { blocks } = await extract('pptx', file)
  expect(blocks[0]?.heading).toEqual({ depth: 1, title: 'Mooring' })
})

test('tables keep their columns; pictures say what they are described as', async () => {
  const tc = (text: string, attributes = '') => `<a:tc ${attributes}><a:txBody>${p(text)}</a:txBody></a:tc>`
  const table = `<p:graphicFrame><a:graphic><a:tbl><a:tr>${tc('Plan')}${tc('Price')}</a:tr><a:tr>${tc('Basic', 'rowSpan="2"')}${tc('12')}</a:tr><a:tr>${tc('', 'vMerge="1"')}${tc('15')}</a:tr></a:tbl></a:graphic></p:graphicFrame>`
  const picture =
    '<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3" descr="The new crane at berth 4"/></p:nvPicPr></p:pic>'

  expect(await blocksOf(pptx([{ xml: table + picture }]))).toEqual([
    '1 Plan | Price',
    '1 Basic | 12',
    '1 Basic | 15',
    '1 The new crane at berth 4',
  ])
})

test('charts say their figures', async () => {
  const points = (values: readonly string[]) =>
    values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')
  const chart = `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ${PRESENTATION}><c:chart><c:title>${p('Cargo')}</c:title><c:ser><c:tx><c:v>Tons</c:v></c:tx><c:cat>${points(['2025', '2026'])}</c:cat><c:val>${points(['40', '52'])}</c:val></c:ser></c:chart></c:chartSpace>`
  const xml =
    '<p:graphicFrame><a:graphic><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></a:graphic></p:graphicFrame>'
  const file = pptx([{ xml, rels: relations(['chart', '../charts/chart1.xml']) }], {
    'ppt/charts/chart1.xml': chart,
  })

  expect(await blocksOf(file)).toEqual(['1 Cargo', '1 2025 | Tons: 40', '1 2026 | Tons: 52'])
})

test('OpenDocument slides are read in the same way', async () => {
  const frame = (text: string, role: string) =>
    `<draw:frame presentation:class="${role}"><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`
  const styles =
    '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
  const body =
    `<draw:page>${frame('Four lines.', 'outline')}${frame('Mooring', 'title')}<presentation:notes>${frame('Wait.', 'notes')}</presentation:notes></draw:page>` +
    `<draw:page draw:style-name="dp2">${frame('Secret', 'title')}</draw:page><draw:page>${frame('Cranes', 'title')}</draw:page>`

  expect(await blocksOf(openDocument('presentation', body, { styles }), 'odp')).toEqual([
    '1 Mooring',
    '1 Four lines.',
    '1 Notes: Wait.',
    '3 Cranes',
  ])
})

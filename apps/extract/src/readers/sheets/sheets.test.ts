import { expect, test } from 'vitest'

import { extract } from '../../formats.ts'
import { inOpenNames, openDocument, relations, sheetData, SPREADSHEET, xlsx } from '../../testing/packed.ts'
import { shownNumber } from './number-format.ts'

async function blocksOf(file: Uint8Array, format: 'xlsx' | 'ods' = 'xlsx') {
  const { text, blocks } = await extract(format, file)
  return blocks.map(({ start, end }) => text.slice(start, end))
}

test('each row names its columns; sheets are headings and pages', async () => {
  const file = xlsx([
    {
      name: 'Prices',
      xml: sheetData([['Price list 2026'], [], ['Plan', 'Price'], ['Basic', 12], ['Plus', 19.5]]),
    },
    { name: 'Hidden', state: 'veryHidden', xml: sheetData([['secret']]) },
    {
      name: 'Hours',
      xml: sheetData([
        ['Day', 'Opens'],
        ['Mon', '8:00'],
      ]),
    },
    { name: 'Empty', xml: '<sheetData/>' },
  ])

  const { text, blocks } = await extract('xlsx', file)

  expect(text).toBe(
    'Prices\n\nPrice list 2026\n\nPlan: Basic\nPrice: 12\n\nPlan: Plus\nPrice: 19.5\n\nHours\n\nDay: Mon\nOpens: 8:00',
  )
  expect(blocks.map(({ page }) => page)).toEqual([1, 1, 1, 1, 2, 2])
  expect(blocks[2]?.lead).toBeDefined()
})

test('cells are read as they are shown: shared texts, dates, percents, truths, errors, formulas', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>'
  const texts = ['<t>Rate</t>', '<r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh>']
  const xml =
    '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
    '<row r="2"><c r="A2" s="1"><v>46082</v></c><c r="B2" s="2"><v>0.25</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2" t="str"><f>A1</f><v>Rate</v></c></row></sheetData>'

  expect(await blocksOf(xlsx([{ xml }], { texts, styles }))).toEqual([
    'Sheet',
    'Rate: 2026-03-01\n25%\nrich text: TRUE\n#N/A\nRate',
  ])
})

test('merged cells show their value in each; hidden rows and columns are left out', async () => {
  const xml =
    '<cols><col min="3" max="3" hidden="1"/></cols>' +
    '<sheetData><row r="1"><c r="A1" t="str"><v>Plan</v></c><c r="B1" t="str"><v>Price</v></c><c r="C1" t="str"><v>Cost</v></c></row>' +
    '<row r="2"><c r="A2" t="str"><v>Basic</v></c><c r="B2"><v>1</v></c><c r="C2"><v>9</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>' +
    '<row r="4" hidden="1"><c r="A4" t="str"><v>Old</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'

  expect(await blocksOf(xlsx([{ xml }]))).toEqual(['Sheet', 'Plan: Basic\nPrice: 1', 'Plan: Basic\nPrice: 2'])
})

test('what is noted beside a cell is read with the cell', async () => {
  const comments = `<comments ${SPREADSHEET}><commentList><comment ref="B2"><text><r><t>Ask the harbour master</t></r></text></comment></commentList></comments>`
  const file = xlsx(
    [
      {
        xml: sheetData([
          ['a', 'b'],
          ['1', '2'],
        ]),
        rels: relations(['comments', '../comments1.xml']),
      },
    ],
    {
      more: { 'xl/comments1.xml': comments },
    },
  )

  expect((await blocksOf(file)).at(-1)).toBe('Note on B2: Ask the harbour master')
})

test('tables below each other have their own headers', async () => {
  const rows = [['Berth', 'Length'], ['A1', 12], [], ['Crane', 'Load'], ['C1', 40]]

  expect(await blocksOf(xlsx([{ xml: sheetData(rows) }]))).toEqual([
    'Sheet',
    'Berth: A1\nLength: 12',
    'Crane: C1\nLoad: 40',
  ])
})

test.each([
  ['46082', 'yyyy-mm-dd', '2026-03-01'],
  ['46082.5', 'd.m.yy h:mm', '2026-03-01 12:00'],
  ['0.354166666666667', 'h:mm', '08:30'],
  ['1.5', '[h]:mm', '36:00'],
  ['1234567.891', '#,##0.00', '1,234,567.89'],
  ['0.1', '0.0%', '10.0%'],
  ['42', '00000', '00042'],
  ['12.5', '"€"#,##0.00', '€12.50'],
  ['12.5', '[$£-809]#,##0.00', '£12.50'],
  ['12.5', '#,##0.00\\ "kg"', '12.50 kg'],
  ['-3', '0;[Red](0)', '-3'],
  ['0.30000000000000004', undefined, '0.3'],
  ['1E+21', 'General', '1e+21'],
  ['text', '0', 'text'],
  ['99999999', 'yyyy', '99999999'],
])('%s as %s is shown as %s', (raw, format, shown) => {
  expect(shownNumber(raw, format)).toBe(shown)
})

test('a workbook without sheets is no workbook', async () => {
  await expect(extract('xlsx', xlsx([]))).rejects.toMatchObject({ code: 'document_malformed' })
})

const cell = (text: string, attributes = '') =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`
const row = (...cells: readonly string[]) => `<table:table-row>${cells.join('')}</table:table-row>`

test('an OpenDocument workbook is read like one of Excel', async () => {
  const styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
  const body =
    `<table:table table:name="Prices"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>${row(cell('Plan'), cell('Cost'), cell('Price'))}` +
    row(cell('Basic', 'table:number-rows-spanned="2"'), cell('3'), cell('12 €')) +
    row('<table:covered-table-cell/>', cell('4'), cell('15 €')) +
    `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>` +
    `<table:table table:name="Old" table:style-name="ta2">${row(cell('secret'))}</table:table>`

  expect(await blocksOf(openDocument('spreadsheet', body, { styles }), 'ods')).toEqual([
    'Prices',
    'Plan: Basic\nPrice: 12 €',
    'Plan: Basic\nPrice: 15 €',
  ])
  const meta = inOpenNames('document-meta', '<office:meta><dc:title>Rates</dc:title></office:meta>')
  expect(
    await extract('ods', openDocument('spreadsheet', body, { more: { 'meta.xml': meta } })),
  ).toMatchObject({
    title: 'Rates',
  })
})

test('a title that is merged over all columns is said once, and is no header', async () => {
  const xml = `${sheetData([
    ['Fleet list 2026', '', ''],
    ['Ship', 'Berths', ''],
    ['', 'small', 'large'],
    ['Alma', 1, 2],
  ])}<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:C2"/></mergeCells>`

  expect(await blocksOf(xlsx([{ xml }]))).toEqual([
    'Sheet',
    'Fleet list 2026',
    'Berths: small\nBerths: large',
    'Ship: Alma\nBerths: 1\nBerths: 2',
  ])
})

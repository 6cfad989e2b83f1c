import { expect, test } from 'vitest'

import { csvOf, tableCsv } from './csv.ts'

test('quotes what has commas, quotes or line breaks', () => {
  expect(csvOf(['a', 'b'], [['1,2', 'say "hi"\n']])).toBe('\uFEFFa,b\r\n"1,2","say ""hi""\n"\r\n')
})

test('keeps a text from becoming a formula, and leaves numbers alone', () => {
  const csv = csvOf(['a'], [['=HYPERLINK("x")'], ['-3.5'], ['+cmd']])

  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain('\r\n-3.5\r\n')
  expect(csv).toContain(`'+cmd`)
})

test('a table has the columns that have text', () => {
  const columns = [
    { header: 'Id', cell: () => '', text: ({ id }: { readonly id: string }) => id },
    { header: ' Actions', cell: () => '' },
  ]

  expect(tableCsv(columns, [{ id: 'acme' }])).toBe('\uFEFFId\r\nacme\r\n')
})

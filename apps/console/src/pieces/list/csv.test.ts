import { expect, test } from 'vitest'

import { csvOf, tableCsv } from './csv.ts'

test('begins with a byte-order mark, and keeps a text from becoming a formula', () => {
  expect(csvOf(['a', 'b'], [['1,2', '=1+1']])).toBe('\uFEFFa,b\r\n"1,2",\'=1+1\r\n')
})

test('a table has the columns that have text', () => {
  const columns = [
    { header: 'Id', cell: () => '', text: ({ id }: { readonly id: string }) => id },
    { header: ' Actions', cell: () => '' },
  ]

  expect(tableCsv(columns, [{ id: 'acme' }])).toBe('\uFEFFId\r\nacme\r\n')
})

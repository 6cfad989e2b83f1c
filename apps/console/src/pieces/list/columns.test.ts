import { expect, test } from 'vitest'

import { nextSort, sorted, type Column } from './columns.ts'

interface Row {
  readonly name: string
  readonly used?: number
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { header: 'Used', cell: ({ used }) => used, sortBy: ({ used }) => used },
]
const ROWS: readonly Row[] = [{ name: 'b', used: 9 }, { name: 'a' }, { name: 'c', used: 10 }]

test.each([
  [undefined, 'bac'],
  ['Name', 'abc'],
  ['-Name', 'cba'],
  ['Used', 'bca'],
  ['-Used', 'cba'],
  ['Unknown', 'bac'],
])('sorts by %s', (sort, order) => {
  const names = sorted(ROWS, COLUMNS, sort).map(({ name }) => name)

  expect(names.join('')).toBe(order)
})

test('sorts up, then down, then not at all', () => {
  expect([nextSort('Name', undefined), nextSort('Name', 'Name'), nextSort('Name', '-Name')]).toEqual([
    'Name',
    '-Name',
    undefined,
  ])
})

import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { bm25Of, parseQrels, readCollections } from './collection.ts'

test('reads judgements with or without a header', () => {
  const rows = 'q1\ta\t1\nq1\tb\t0\nq2\tc\t2\n'
  const expected = new Map([
    [
      'q1',
      new Map([
        ['a', 1],
        ['b', 0],
      ]),
    ],
    ['q2', new Map([['c', 2]])],
  ])

  expect(parseQrels(rows)).toEqual(expected)
  expect(parseQrels(`query-id\tcorpus-id\tscore\n${rows}`)).toEqual(expected)
})

test('finds the baseline of a collection in a table', () => {
  const readme = `
| system | cranfield | squad |
| --- | --- | --- |
| BM25 0.9/0.4 | .334 (.352) | .643 (.818) |
| **BM25 1.2/0.75 = baseline** | **.384** (.399) | .665 (.840) |
`

  expect(bm25Of(readme, 'squad')).toBe('.665 (.840)')
  expect(bm25Of(readme, 'cranfield')).toBe('.384 (.399)')
  expect(bm25Of(readme, 'other')).toBeUndefined()
  expect(bm25Of('', 'squad')).toBeUndefined()
})

test('says what to do when there is no data', () => {
  expect(() => readCollections(undefined)).toThrow('EVAL_DATA')
  expect(() => readCollections('/no/such/folder')).toThrow('does not exist')
  expect(() => readCollections(join(ROOT, 'bench'))).toThrow('holds no collection')
})

import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { parseQrels, readCollections } from './collection.ts'

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

test('says what to do when there is no data', () => {
  expect(() => readCollections(undefined)).toThrow('EVAL_DATA')
  expect(() => readCollections('/no/such/folder')).toThrow('does not exist')
  expect(() => readCollections(join(ROOT, 'bench'))).toThrow('holds no collection')
})

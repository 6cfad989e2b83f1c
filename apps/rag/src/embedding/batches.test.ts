import { expect, test } from 'vitest'

import { EMBED_CALL_TEXTS } from '../limits.ts'
import { batchesOf } from './batches.ts'

test('as many texts as a call takes, in order', () => {
  const texts = Array.from({ length: 2 * EMBED_CALL_TEXTS + 50 }, (_, at) => `text ${at}`)

  const batches = batchesOf(texts)

  expect(batches.map(({ length }) => length)).toEqual([EMBED_CALL_TEXTS, EMBED_CALL_TEXTS, 50])
  expect(batches.flat()).toEqual(texts)
})

test('long texts go in smaller calls, and the longest alone', () => {
  const long = '1'.repeat(20_000)

  expect(batchesOf([long, long, long, 'b'])).toEqual([
    [long, long],
    [long, 'b'],
  ])
  expect(batchesOf(['1'.repeat(90_000), 'b'])).toEqual([['1'.repeat(90_000)], ['b']])
  expect(batchesOf([])).toEqual([])
})

import { expect, test } from 'vitest'

import { fuse, type Hit } from './fuse.ts'

const hit = (chunk: number, score: number, documentId = `d${chunk}`): Hit => ({ chunk, documentId, score })

test('stretches each side to 0..1 and weighs words over vectors', () => {
  const fused = fuse([hit(1, 12), hit(2, 2)], [hit(2, 0.9), hit(1, 0.4)])

  expect(fused).toEqual([
    { chunk: 1, documentId: 'd1', score: 0.7, words: 12, vector: 0.4 },
    { chunk: 2, documentId: 'd2', score: expect.closeTo(0.3), words: 2, vector: 0.9 },
  ])
})

test('a chunk that only one side found keeps that side alone', () => {
  const [first, second] = fuse([hit(1, 5)], [hit(2, 0.5)])

  expect(first).toEqual({ chunk: 1, documentId: 'd1', score: 0.7, words: 5 })
  expect(second).toEqual({ chunk: 2, documentId: 'd2', score: expect.closeTo(0.3), vector: 0.5 })
})

test('one side alone has the whole score', () => {
  expect(fuse([hit(1, 8), hit(2, 4)], []).map(({ score }) => score)).toEqual([1, 0])
  expect(fuse([], [hit(1, 0.8), hit(2, 0.4)]).map(({ score }) => score)).toEqual([1, 0])
})

test('the next chunk of a document stands behind the best one of a document that is nearly as good', () => {
  const order = fuse([hit(1, 10, 'a'), hit(2, 9, 'a'), hit(3, 8, 'b'), hit(4, 0, 'c')], []).map(
    ({ chunk }) => chunk,
  )

  expect(order).toEqual([1, 3, 2, 4])
})

test('equal scores keep one order', () => {
  expect(fuse([hit(2, 1), hit(1, 1)], []).map(({ chunk }) => chunk)).toEqual([1, 2])
})

test('nothing found is nothing', () => {
  expect(fuse([], [])).toEqual([])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { fuse as fuseBy, type Hit, type WordsHit } from './fuse.ts'
import type { Fusion } from './fusion.ts'

const FUSION: Fusion = { words: 0.7, leastCosine: 0.25, leastRelevance: 0.45 }
const fuse = (words: Parameters<typeof fuseBy>[0], vectors: Parameters<typeof fuseBy>[1]) =>
  fuseBy(words, vectors, FUSION)
const hit = (chunk: number, score: number, documentId = `d${chunk}`): Hit => ({ chunk, documentId, score })
const word = (chunk: number, score: number, coverage = 1, documentId = `d${chunk}`): WordsHit => ({
  ...hit(chunk, score, documentId),
  coverage,
})
const near = (...hits: Hit[]) => ({ hits })
const scores = (hits: readonly Hit[]) => hits.map(({ score }) => score)
const chunks = (hits: readonly Hit[]) => hits.map(({ chunk }) => chunk)

test('stretches each side to 0..1 and weighs words over vectors', () => {
  const fused = fuse([word(1, 12), word(2, 3)], near(hit(2, 0.75), hit(1, 0.25)))

  expect(fused).toMatchObject([
    { chunk: 1, documentId: 'd1', score: expect.closeTo(0.7), words: 12, vector: 0.25 },
    { chunk: 2, documentId: 'd2', score: expect.closeTo(0.7 / 4 + 0.3), words: 3, vector: 0.75 },
  ])
})

test('a chunk that only one side found keeps that side alone', () => {
  const [first, second] = fuse([word(1, 5)], near(hit(2, 0.5)))

  expect(first).toEqual({ chunk: 1, documentId: 'd1', coverage: 1, score: expect.closeTo(0.7), words: 5 })
  expect(second).toEqual({ chunk: 2, documentId: 'd2', score: expect.closeTo(0.3), vector: 0.5 })
})

test('a list that was cut off begins where it was cut, one that was not at nothing', () => {
  const all = Array.from({ length: 100 }, (_, at) => word(at, 200 - at))

  expect(scores(fuse([word(1, 8), word(2, 4)], undefined))).toEqual([1, 0.5])
  expect(scores(fuse(all, undefined)).at(-1)).toBe(0)
  expect(scores(fuse(undefined, { hits: [hit(1, 1), hit(2, 0.75)], beyond: 0.5 }))).toEqual([1, 0.5])
})

test('a lone hit is worth what it holds of the query', () => {
  expect(scores(fuse([word(1, 8, 0.4)], undefined))).toEqual([0.4])
  expect(scores(fuse([word(1, 8, 0.4), word(2, 8, 0.4)], undefined))).toEqual([0.4, 0.4])
  expect(scores(fuse(undefined, near(hit(1, 0.6))))).toEqual([0.6])
})

test('chunks that say little by their words and are far by their vectors are nothing', () => {
  expect(fuse([word(1, 3, 0.1)], near(hit(1, 0.3), hit(2, 0.31)))).toEqual([])
  expect(chunks(fuse([word(1, 3, 0.2)], near(hit(1, 0.3), hit(2, 0.31))))).toEqual([1, 2])
  expect(chunks(fuse([], near(hit(2, 0.5))))).toEqual([2])
})

test('without words a cosine near nothing is nothing', () => {
  expect(chunks(fuse(undefined, near(hit(1, 0.6), hit(2, 0.24))))).toEqual([1])
  expect(fuse(undefined, near(hit(2, 0.24)))).toEqual([])
  expect(chunks(fuse([word(1, 3)], near(hit(1, 0.1), hit(2, 0.2))))).toEqual([1])
})

test('words alone are never refused: nothing else says what the query is about', () => {
  expect(chunks(fuse([word(1, 3, 0.01)], undefined))).toEqual([1])
})

test('a chunk without a vector yet is not refused; one behind the nearest has their last cosine at most', () => {
  expect(chunks(fuse([word(1, 3, 0.1)], near()))).toEqual([1])
  expect(fuse([word(1, 3, 0.1)], { hits: [hit(2, 0.34)], beyond: 0.34 })).toEqual([])
  expect(chunks(fuse([word(1, 3, 0.12)], { hits: [hit(2, 0.34)], beyond: 0.34 }))).toContain(1)
})

test('the next chunk of a document stands behind the best one of a document that is nearly as good', () => {
  const order = chunks(
    fuse([word(1, 10, 1, 'a'), word(2, 9, 1, 'a'), word(3, 8, 1, 'b'), word(4, 1, 1, 'c')], undefined),
  )

  expect(order).toEqual([1, 3, 2, 4])
})

test('equal scores keep one order', () => {
  expect(chunks(fuse([word(2, 1), word(1, 1)], undefined))).toEqual([1, 2])
})

test('nothing found is nothing', () => {
  expect(fuse([], near())).toEqual([])
  expect(fuse(undefined, undefined)).toEqual([])
})

test('every score is between 0 and 1 and no hit comes from nowhere, whatever the sides say', () => {
  const chunk = fc.nat(30)
  const words = fc.uniqueArray(
    fc.record({
      chunk,
      score: fc.double({ min: 1e-9, max: 80, noNaN: true }),
      coverage: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { selector: (one) => one.chunk },
  )
  const vectors = fc.uniqueArray(fc.record({ chunk, score: fc.double({ min: -1, max: 1, noNaN: true }) }), {
    selector: (one) => one.chunk,
  })
  fc.assert(
    fc.property(fc.option(words), fc.option(vectors), (left, right) => {
      const named = <T extends { chunk: number }>(hits: T[]) =>
        hits.map((one) => ({ ...one, documentId: `d${one.chunk % 7}` }))
      const fused = fuse(left ? named(left) : undefined, right ? near(...named(right)) : undefined)

      const known = new Set([...(left ?? []), ...(right ?? [])].map((one) => one.chunk))
      expect(chunks(fused).every((one) => known.delete(one))).toBe(true)
      for (const score of scores(fused)) expect(score >= 0 && score <= 1).toBe(true)
    }),
  )
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyOf, indexable, searchTerms } from './words-query.ts'

test.each([
  ['what is the boiling point of water?', '"boiling" OR "point" OR "water"'],
  ['What is it?', '"what" OR "is" OR "it"'],
  ['C++ and "NEAR(a b)" OR title:x*', '"c" OR "near" OR "b" OR "title" OR "x"'],
  ['hull hull HULL', '"hull"'],
  ['naïve café', '"naïve" OR "café"'],
  ['隔舱', '"隔 舱"'],
  ['船', '"船"'],
  ['防水隔舱 door', '"防 水" OR "水 隔" OR "隔 舱" OR "door"'],
])('%s', (query, expression) => {
  expect(anyOf(searchTerms(query))).toBe(expression)
})

test('a query without words looks for nothing', () => {
  expect(searchTerms('?!… 🙂')).toEqual([])
})

test('lets nothing of the query syntax through, and never grows without bound', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
      const expression = anyOf(searchTerms(query))

      if (expression === '') return
      expect(expression).toMatch(/^"[\p{L}\p{N}\p{M}\p{Co} ]+"(?: OR "[\p{L}\p{N}\p{M}\p{Co} ]+")*$/u)
      expect(expression.split(' OR ').length).toBeLessThanOrEqual(48)
    }),
    { numRuns: 200 },
  )
})

test('characters of unspaced scripts are words of their own in the index', () => {
  expect(indexable('the 隔舱 door')).toBe('the  隔  舱  door')
  expect(indexable('plain text')).toBe('plain text')
})

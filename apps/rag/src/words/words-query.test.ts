import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyOf, searchTerms } from './words-query.ts'

test.each([
  ['what is the boiling point of water?', ['boil', 'point', 'water']],
  ['What is it?', ['what', 'is', 'it']],
  ['where is the hull hull HULL', ['hull']],
  ['隔舱', ['隔 舱']],
  ['船', ['船']],
  ['防水隔舱', ['防 水', '水 隔', '隔 舱']],
  ['which is AB-12', ['ab-12', 'ab12', 'ab', '12']],
])('%s', (query, terms) => {
  expect(searchTerms(query).map((term) => term.split('|')[0])).toEqual(terms)
})

test('the forms of a term are looked for side by side', () => {
  expect(anyOf(['a|b', 'c'])).toBe('"a" OR "b" OR "c"')
})

test('a question of several sentences looks more for what it says again', () => {
  const many = Array.from({ length: 24 }, (_, at) => `word${at}`).join(' ')

  const said = (query: string) =>
    searchTerms(query)[0]
      ?.split('|')
      .filter((form) => form === 'hull').length

  expect(said('hull hull')).toBe(1)
  expect(said(`hull hull ${many}`)).toBe(2)
})

test('a long question looks for its neighbours side by side too', () => {
  const long =
    'the boundary layer of slender bodies with blunt noses in steady hypersonic flow at zero angle of attack'

  expect(searchTerms(long)[0]).toBe('boundari|boundary|boundari layer')
  expect(searchTerms('the boundary layer')[0]).toBe('boundari|boundary')
})

test('a query without words looks for nothing', () => {
  expect(searchTerms('?!… 🙂')).toEqual([])
})

test('lets nothing of the query syntax through, and never grows without bound', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
      const terms = searchTerms(query)

      expect(terms.length).toBeLessThanOrEqual(96)
      for (const term of terms) expect(term).toMatch(/^[^"\0]+$/u)
    }),
    { numRuns: 200 },
  )
}, 20_000)

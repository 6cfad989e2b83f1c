import { expect, test } from 'vitest'

import { Bm25 } from './bm25.ts'

const documents = [
  { id: 'long', title: '', text: `The hull of the ship. ${'Nothing else is said here. '.repeat(20)}` },
  { id: 'short', title: 'Hulls', text: 'A hull keeps water out.' },
  { id: 'other', title: '', text: 'Sails catch the wind.' },
]

test('ranks by stemmed words, short documents before long ones', () => {
  expect(new Bm25(documents).rank('What are hulls?')).toEqual(['short', 'long'])
})

test('a rare word says more than a frequent one', () => {
  expect(new Bm25(documents).rank('hull, wind')[0]).toBe('other')
})

test('question words find nothing', () => {
  expect(new Bm25(documents).rank('what is the')).toEqual([])
})

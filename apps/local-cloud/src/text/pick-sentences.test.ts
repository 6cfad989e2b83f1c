import { expect, test } from 'vitest'

import { pickSentences } from './pick-sentences.ts'

const SOURCES = [
  {
    n: 1,
    title: 'Shipping',
    text: 'Parcels leave our warehouse every morning. Dr. Stone signs each parcel.\n\nReturns are free of charge.',
  },
  {
    n: 2,
    title: 'Refunds',
    text: 'Refunds are paid within 14 days. The money goes back to the card that was charged.',
  },
  { n: 3, title: 'Garden', text: 'Tulips bloom in April.' },
]

test('quotes the sentence that covers the question, with the number of its source', () => {
  expect(pickSentences('When are refunds paid?', SOURCES)).toEqual([
    { n: 2, text: 'Refunds are paid within 14 days.' },
  ])
})

test('the title of a source speaks for its sentences', () => {
  const [quote] = pickSentences('Refunds: which card does the money go to?', SOURCES)

  expect(quote).toEqual({ n: 2, text: 'The money goes back to the card that was charged.' })
})

test('a question in two parts is answered by two sentences', () => {
  const quotes = pickSentences('When do parcels leave the warehouse, and are returns free?', SOURCES)

  expect(quotes).toEqual([
    { n: 1, text: 'Parcels leave our warehouse every morning.' },
    { n: 1, text: 'Returns are free of charge.' },
  ])
})

test('an abbreviation does not end a sentence', () => {
  expect(pickSentences('Who signs each parcel?', SOURCES)).toEqual([
    { n: 1, text: 'Dr. Stone signs each parcel.' },
  ])
})

test.each(['How do I tune a violin?', 'What is it?', ''])('finds nothing for %j', (question) => {
  expect(pickSentences(question, SOURCES)).toEqual([])
})

test('finds nothing where there are no sources', () => {
  expect(pickSentences('When are refunds paid?', [])).toEqual([])
})

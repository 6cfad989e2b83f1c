import { expect, test } from 'vitest'

import { readRewrite } from './read-rewrite.ts'

const SAID = [
  { question: 'What VAT rate applies to books in Germany?', answer: 'Books are taxed at 7 percent [1].' },
]

test.each([
  ['as it came', 'What VAT rate applies to books in Austria?'],
  ['quoted', '"What VAT rate applies to books in Austria?"'],
  ['labelled', 'Search query: What VAT rate applies to books in Austria?\n'],
])('takes a query %s', (_how, written) => {
  expect(readRewrite(written, 'and in Austria?', SAID)).toBe('What VAT rate applies to books in Austria?')
})

test.each([
  ['nothing', ' \n'],
  ['several lines', 'The query is:\nVAT rate books Austria'],
  ['an answer from elsewhere', 'Vienna levies ten percent since the reform of nineteen seventy-three.'],
  ['a stranger', 'This is a stand-in for a language model: nothing here thinks.'],
  ['too much', 'What VAT rate applies to books in Austria? '.repeat(50)],
])('does not take %s for a query', (_what, written) => {
  expect(readRewrite(written, 'and in Austria?', SAID)).toBeUndefined()
})

test.each([
  [
    'オーストリアでは？',
    'オーストリアの書籍の税率',
    { question: 'ドイツの書籍の税率は？', answer: '7％です。' },
  ],
  [
    'И в Австрии?',
    'Ставка налога на книги в Австрии',
    { question: 'Какая ставка налога на книги?', answer: '7 %' },
  ],
])('reads other scripts: %s', (question, query, before) => {
  expect(readRewrite(query, question, [before])).toBe(query)
})

test('a question that is repeated stands by itself', () => {
  expect(readRewrite('Why?', 'Why?', SAID)).toBe('Why?')
})

import { expect, test } from 'vitest'

import { WordPieces } from './word-pieces.ts'

const CONTROL = Array.from({ length: 6 }, (_, index): [string, number] => [`<${index}>`, 0])
const pieces = new WordPieces([
  ...CONTROL,
  ['\u2581', -5],
  ['\u2581low', -2],
  ['low', -3],
  ['er', -2],
  ['lower', -9],
  ['l', -6],
])

test('takes the most probable segmentation, not the longest piece', () => {
  expect(pieces.encode('lower')).toEqual([7, 9])
})

test('any white space is one space', () => {
  expect(pieces.encode(' low \n\t low ')).toEqual([7, 7])
})

test('what no piece covers is unknown, once for a run of it', () => {
  expect(pieces.encode('low ☃☃☃')).toEqual([7, 6, 0])
})

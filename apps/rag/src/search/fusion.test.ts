import { expect, test } from 'vitest'

import { fusionOf } from './fusion.ts'

const ENCODER = 'sentence-encoder'
const english = fusionOf(ENCODER, 'where is the key')
const latin = fusionOf(ENCODER, 'wo ist der Schlüssel')
const other = fusionOf(ENCODER, '钥匙在哪里')

test.each([
  ['opening hours of the workshop', english],
  ['EK-2852/5', english],
  ['café', latin],
  ['Wann öffnet die Werkstatt', latin],
  ['где ключ', other],
  ['PDFを送る', other],
  ['', english],
])('%s', (query, fusion) => {
  expect(fusionOf(ENCODER, query)).toBe(fusion)
})

test('each script of the encoder has a row of its own; bge-m3 knows all scripts', () => {
  expect(new Set([english, latin, other]).size).toBe(3)
  expect(fusionOf('@cf/baai/bge-m3', '钥匙')).toBe(fusionOf('@cf/baai/bge-m3', 'key'))
})

test('what words have found is not refused where the model does not know the script', () => {
  expect(other.leastRelevance).toBe(0)
})

test('a model without rows is weighed like the encoder', () => {
  expect(fusionOf('@cf/new', 'key')).toBe(english)
})

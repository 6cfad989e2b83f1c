import { expect, test } from 'vitest'

import { hashedEmbedding } from './hashed-embedding.ts'

const cosine = (one: string, other: string): number => {
  const b = hashedEmbedding(other)
  return hashedEmbedding(one).reduce((sum, value, index) => sum + value * b[index]!, 0)
}

test('is a vector of length one and 1,024 dimensions, the same every time', () => {
  const vector = hashedEmbedding('Refunds are paid within 14 days.')

  expect(vector).toHaveLength(1_024)
  expect(Math.hypot(...vector)).toBeCloseTo(1)
  expect(hashedEmbedding('Refunds are paid within 14 days.')).toEqual(vector)
})

test('puts texts with common words nearer than texts without', () => {
  const near = cosine('When are refunds paid?', 'Refunds are paid within 14 days.')
  const far = cosine('When are refunds paid?', 'The orchestra tunes its violins.')

  expect(near).toBeGreaterThan(0.4)
  expect(far).toBeLessThan(0.15)
})

test('forms of one word meet, words that only ask hardly count', () => {
  expect(cosine('retry', 'retrying')).toBeGreaterThan(0.15)
  expect(cosine('what is the tide', 'what is the moon')).toBeLessThan(0.3)
})

test('a text without words is the zero vector', () => {
  expect(hashedEmbedding(' … ').every((value) => value === 0)).toBe(true)
})

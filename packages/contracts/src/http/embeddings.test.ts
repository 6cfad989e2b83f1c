import { expect, test } from 'vitest'

import { embeddingInputs, EmbeddingsRequest } from './embeddings.ts'

test.each([
  ['hull', ['hull']],
  [
    ['hull', 'mast'],
    ['hull', 'mast'],
  ],
  [[1, 2, 3], [[1, 2, 3]]],
  [
    [[1, 2], [3]],
    [[1, 2], [3]],
  ],
])('%j is one text or many', (input, inputs) => {
  expect(embeddingInputs(EmbeddingsRequest.parse({ input }))).toEqual(inputs)
})

test.each([[[]], [[[]]], [[-1]], [[1.5]], [['a', 1]], [[[1], 'a']]])('%j is neither', (input) => {
  expect(EmbeddingsRequest.safeParse({ input }).success).toBe(false)
})

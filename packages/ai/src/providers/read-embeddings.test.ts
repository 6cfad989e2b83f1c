import { expect, test } from 'vitest'

import { readEmbeddings } from './read-embeddings.ts'

const VECTORS = [
  [0.5, -1],
  [2, 0],
]
const base64 = (vector: number[]) => Buffer.from(new Float32Array(vector).buffer).toString('base64')

test.each([
  ['OpenAI', { data: VECTORS.map((embedding, index) => ({ index, embedding })).toReversed() }],
  ['OpenAI, in base64', { data: VECTORS.map((vector, index) => ({ index, embedding: base64(vector) })) }],
  ['Workers AI', { data: VECTORS }],
  ['Ollama', { embeddings: VECTORS }],
  ['TEI', VECTORS],
])('reads the vectors of %s', (_name, body) => {
  expect(readEmbeddings(body, 2).vectors).toEqual(VECTORS)
})

test.each([
  ['one is missing', { data: VECTORS.slice(1) }],
  ['there is one too many', { data: [...VECTORS, [1, 1]] }],
  ['one is empty', { data: [[], [1]] }],
  ['one is a text', { data: ['%%%', '%%%'] }],
  ['one is half a float', { data: [btoa('abc'), btoa('abcd')] }],
  ['there are none', '<html>'],
])('is malformed when %s', (_name, body) => {
  expect(() => readEmbeddings(body, 2)).toThrow(expect.objectContaining({ kind: 'malformed' }))
})

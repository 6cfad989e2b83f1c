import { expect, test } from 'vitest'

import { hashedEmbedding } from './hashed-embedding.ts'
import { shapeForModel } from './shape-for-model.ts'

const M3 = '@cf/baai/bge-m3'
const BASE = '@cf/baai/bge-base-en-v1.5'
const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
const like = 'A halyard hoists the sail of a ship'
const unlike = 'Refunds are paid within fourteen days'

test('each model has its own width', () => {
  expect(shapeForModel(hashedEmbedding(like), M3)).toHaveLength(1_024)
  expect(shapeForModel(hashedEmbedding(like), BASE)).toHaveLength(768)
})

test('within a model alike texts are near; between models nothing is', () => {
  const of = (text: string, model: string) => shapeForModel(hashedEmbedding(text), model)
  const near = cosine(of(like, BASE), of('The halyard that hoists a sail', BASE))

  expect(near).toBeGreaterThan(0.5)
  expect(cosine(of(like, BASE), of(unlike, BASE))).toBeLessThan(near / 2)
  expect(Math.abs(cosine(of(like, M3), of(like, BASE)))).toBeLessThan(0.2)
})

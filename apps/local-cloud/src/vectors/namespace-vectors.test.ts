import { expect, test } from 'vitest'

import { NamespaceVectors } from './namespace-vectors.ts'

const vector = (...values: number[]) => Float32Array.from(values)
const ids = (vectors: NamespaceVectors, query: Float32Array, topK = 10) =>
  vectors.nearest(query, topK).map(({ id }) => id)

function sample(): NamespaceVectors {
  const vectors = new NamespaceVectors(4)
  vectors.put('east', vector(9, 0, 0, 0))
  vectors.put('north-east', vector(1, 1, 0, 0))
  vectors.put('north', vector(0, 1, 0, 0))
  return vectors
}

test('orders by cosine: lengths do not count', () => {
  const found = sample().nearest(vector(0, 5, 0, 0), 2)

  expect(found.map(({ id }) => id)).toEqual(['north', 'north-east'])
  expect(found[0]!.score).toBeCloseTo(1)
  expect(found[1]!.score).toBeCloseTo(Math.SQRT1_2)
})

test('a vector that is put again replaces itself', () => {
  const vectors = sample()
  vectors.put('east', vector(0, 0, 1, 0))

  expect(vectors.size).toBe(3)
  expect(ids(vectors, vector(0, 0, 1, 0), 1)).toEqual(['east'])
})

test('removing any but the last leaves the others whole', () => {
  const vectors = sample()
  vectors.remove('east')
  vectors.remove('nobody')

  expect(ids(vectors, vector(0, 1, 0, 0))).toEqual(['north', 'north-east'])
})

test('many vectors are compared one by one, whatever their places and whatever has been removed', () => {
  const dimensions = 6
  const vectors = new NamespaceVectors(dimensions)
  const kept = new Map<string, Float32Array>()
  for (let i = 0; i < 1_500; i++) {
    const values = Float32Array.from({ length: dimensions }, (_, at) => Math.sin(i * 7.3 + at * at))
    vectors.put(`v${i}`, values)
    kept.set(`v${i}`, values)
  }
  for (let i = 0; i < 1_500; i += 3) {
    vectors.remove(`v${i}`)
    kept.delete(`v${i}`)
  }
  const query = vector(1, 0, -2, 0.5, 0, 3)
  const cosine = (values: Float32Array) => {
    const dot = values.reduce((sum, value, at) => sum + value * query[at]!, 0)
    return dot / Math.hypot(...values) / Math.hypot(...query)
  }

  const found = vectors.nearest(query, 50)

  const expected = [...kept].map(([id, values]) => ({ id, score: cosine(values) }))
  expected.sort((a, b) => b.score - a.score)
  expect(vectors.size).toBe(kept.size)
  expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 50).map(({ id }) => id))
  for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(expected[at]!.score, 5)
})

test('equal scores come in the order of their ids, whatever the order of putting', () => {
  const vectors = new NamespaceVectors(4)
  for (const id of ['b', 'c', 'a', 'd']) vectors.put(id, vector(1, 0, 0, 0))

  expect(ids(vectors, vector(1, 0, 0, 0), 2)).toEqual(['a', 'b'])
})

test('only what is accepted is found', () => {
  const found = sample().nearest(vector(1, 0, 0, 0), 1, (id) => id !== 'east')

  expect(found.map(({ id }) => id)).toEqual(['north-east'])
})

test('a query with few places and one with all are scored alike', () => {
  const dimensions = 64
  const vectors = new NamespaceVectors(dimensions)
  for (let i = 0; i < 50; i++)
    vectors.put(
      `v${i}`,
      Float32Array.from({ length: dimensions }, (_, at) => Math.sin(i * 7 + at * 3)),
    )
  const sparse = Float32Array.from({ length: dimensions }, (_, at) => (at % 16 === 0 ? at + 1 : 0))
  // A trace in every other place makes the same query a dense one.
  const dense = sparse.map((value) => (value === 0 ? 1e-7 : value))

  const found = vectors.nearest(sparse, 10)

  expect(found.map(({ id }) => id)).toEqual(ids(vectors, dense))
  expect(found[0]!.score).toBeCloseTo(vectors.nearest(dense, 1)[0]!.score, 5)
})

import type { Fault } from '@bulkhead/faults/fault'
import { evictDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import type { LocalCloudEnv } from './env.ts'
import type { VectorizeMethods } from './vectors/vector-index.ts'
import { VectorIndex } from './vectors/vector-index.ts'

const objects = (env as unknown as LocalCloudEnv).INDEXES
const cloud = exports.default as unknown as VectorizeMethods & {
  set(fault: Fault): Promise<void>
  clear(): Promise<void>
}
let count = 0

/** A fresh index for each test, with the object behind it. */
function open() {
  const object = objects.getByName(`index ${count++}`)
  return { object, index: new VectorIndex(object) as VectorizeMethods }
}

/** A direction in the plane of the first two dimensions. */
function at(degrees: number): number[] {
  const angle = (degrees * Math.PI) / 180
  return Array.from({ length: 1_024 }, (_, i) => (i === 0 ? Math.cos(angle) : i === 1 ? Math.sin(angle) : 0))
}
const later = (): void => void vi.setSystemTime(Date.now() + 301)
const found = async (index: VectorizeMethods, options: VectorizeQueryOptions = {}) =>
  (await index.query(at(0), options)).matches.map(({ id }) => id)

function freeze(): void {
  vi.useFakeTimers({ toFake: ['Date'] })
}

afterEach(async () => {
  vi.useRealTimers()
  await cloud.clear()
})

test('a mutation shows as a whole after the delay, and describe says so', async () => {
  freeze()
  const { index } = open()
  const { mutationId } = await index.upsert([
    { id: 'a', values: at(10) },
    { id: 'b', values: at(5) },
  ])

  expect(await found(index)).toEqual([])
  expect(await index.describe()).toMatchObject({ vectorCount: 0, dimensions: 1_024 })
  later()
  expect(await index.describe()).toMatchObject({ vectorCount: 2, processedUpToMutation: mutationId })
  expect(await found(index)).toEqual(['b', 'a'])
})

test('mutations show in the order in which they came', async () => {
  freeze()
  const { index } = open()
  await index.upsert([{ id: 'a', values: at(0) }])
  await index.deleteByIds(['a'])
  const { mutationId } = await index.insert([{ id: 'b', values: at(0) }])
  later()

  expect(await found(index)).toEqual(['b'])
  expect((await index.describe()).processedUpToMutation).toBe(mutationId)
})

test('upsert replaces, insert leaves what is there', async () => {
  freeze()
  const { index } = open()
  await index.upsert([{ id: 'a', values: at(0), metadata: { v: 1 } }])
  await index.insert([{ id: 'a', values: at(0), metadata: { v: 2 } }])
  later()
  expect(await index.getByIds(['a'])).toMatchObject([{ metadata: { v: 1 } }])
  await index.upsert([{ id: 'a', values: at(90), metadata: { v: 3 } }])
  later()

  expect(await index.getByIds(['a', 'nobody'])).toMatchObject([{ id: 'a', metadata: { v: 3 } }])
  const { matches } = await index.query(at(90))
  expect(matches[0]!.score).toBeCloseTo(1)
})

test('pending and applied mutations survive an eviction', async () => {
  freeze()
  const { index, object } = open()
  await index.upsert([{ id: 'applied', values: at(0), namespace: 'one' }])
  later()
  expect(await found(index, { namespace: 'one' })).toEqual(['applied'])
  await index.upsert([{ id: 'pending', values: at(9), namespace: 'one' }])
  await evictDurableObject(object)
  expect(await found(index, { namespace: 'one' })).toEqual(['applied'])
  later()

  expect(await found(index, { namespace: 'one' })).toEqual(['applied', 'pending'])
})

test('namespaces never mix, and an id that moves leaves its old one', async () => {
  freeze()
  const { index } = open()
  await index.upsert([
    { id: 'acme-1', namespace: 'acme', values: at(40) },
    { id: 'globex-1', namespace: 'globex', values: at(0) },
  ])
  later()
  expect(await found(index, { namespace: 'acme' })).toEqual(['acme-1'])
  expect(await found(index, { namespace: 'globex' })).toEqual(['globex-1'])
  expect(await found(index, { namespace: 'initech' })).toEqual([])
  await index.upsert([{ id: 'globex-1', namespace: 'acme', values: at(0) }])
  later()

  expect(await found(index, { namespace: 'globex' })).toEqual([])
  expect(await found(index, { namespace: 'acme' })).toEqual(['globex-1', 'acme-1'])
})

test('filters by metadata before it counts to topK', async () => {
  freeze()
  const { index } = open()
  await index.upsert(
    [0, 10, 20, 30].map((degrees) => ({
      id: `v${degrees}`,
      values: at(degrees),
      metadata: { even: degrees % 20 === 0 },
    })),
  )
  later()

  expect(await found(index, { topK: 2, filter: { even: false } })).toEqual(['v10', 'v30'])
})

test('values and metadata come only when asked for', async () => {
  freeze()
  const { index } = open()
  await index.upsert([{ id: 'a', namespace: 'n', values: at(0), metadata: { title: 'T' } }])
  later()
  const [bare] = (await index.query(at(0), { namespace: 'n' })).matches
  const [full] = (await index.query(at(0), { namespace: 'n', returnValues: true, returnMetadata: 'all' }))
    .matches

  expect(bare).not.toHaveProperty('values')
  expect(bare).not.toHaveProperty('metadata')
  expect(full).toMatchObject({ id: 'a', namespace: 'n', metadata: { title: 'T' } })
  expect(full!.values).toHaveLength(1_024)
})

const one = (more: object): VectorizeVector[] => [{ id: 'a', values: at(0), ...more }]
test.each<[string, (index: VectorizeMethods) => Promise<unknown>]>([
  ['another width', (index) => index.upsert(one({ values: [1, 2, 3] }))],
  ['a value that is no number', (index) => index.upsert(one({ values: at(0).with(5, Number.NaN) }))],
  ['an id over 64 bytes', (index) => index.upsert(one({ id: 'ä'.repeat(33) }))],
  ['an empty id', (index) => index.upsert(one({ id: '' }))],
  ['a namespace over 64 bytes', (index) => index.upsert(one({ namespace: 'n'.repeat(65) }))],
  ['metadata over 10 KiB', (index) => index.upsert(one({ metadata: { text: 'x'.repeat(10_240) } }))],
  ['no vector', (index) => index.upsert([])],
  [
    'more than 1,000 vectors',
    (index) => index.upsert(Array.from({ length: 1_001 }, (_, i) => ({ id: `v${i}`, values: [] }))),
  ],
  ['topK 101', (index) => index.query(at(0), { topK: 101 })],
  ['topK 0', (index) => index.query(at(0), { topK: 0 })],
  ['topK 21 with values', (index) => index.query(at(0), { topK: 21, returnValues: true })],
  ['topK 21 with metadata', (index) => index.query(at(0), { topK: 21, returnMetadata: 'all' })],
  ['a query of another width', (index) => index.query([1])],
  ['21 ids to read', (index) => index.getByIds(Array.from({ length: 21 }, (_, i) => `v${i}`))],
])('refuses %s', async (_, call) => {
  const { index } = open()

  await expect(call(index)).rejects.toMatchObject({ name: 'VectorizeError', status: 400 })
  expect((await index.describe()).processedUpToMutation).toBe('')
})

test('takes what just fits', async () => {
  const { index } = open()
  const full = { id: 'ä'.repeat(32), namespace: 'n'.repeat(64), metadata: { t: 'x'.repeat(10_240 - 8) } }

  await expect(index.upsert(one(full))).resolves.toHaveProperty('mutationId')
  await expect(index.query(at(0), { topK: 100 })).resolves.toEqual({ matches: [], count: 0 })
})

test.each([
  [{ mode: 'error', status: 503 }, 503],
  [{ mode: 'quota' }, 429],
  [{ mode: 'cut' }, 500],
] as const)('fault %j is thrown with status %i by any method', async (fault, status) => {
  await cloud.set({ target: 'vectorize', ...fault })
  const failure = { name: 'VectorizeError', status, message: expect.stringContaining(`HTTP ${status}`) }
  const { index } = open()

  await expect(index.describe()).rejects.toMatchObject(failure)
  await expect(index.query(at(0))).rejects.toMatchObject(failure)
  await expect(index.upsert(one({}))).rejects.toMatchObject(failure)
})

test('fault malformed answers garbage', async () => {
  await cloud.set({ target: 'vectorize', mode: 'malformed', count: 1 })

  const { matches } = await cloud.query(at(0))
  expect(Array.isArray(matches)).toBe(false)
})

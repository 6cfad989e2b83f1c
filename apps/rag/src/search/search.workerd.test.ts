import type { Filter } from '@bulkhead/contracts/http/filter'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { beforeEach, describe, expect, test, vi } from 'vitest'

import { vectorId, vectorPrefix } from '../names.ts'
import {
  alter,
  cloud,
  contextOf,
  deliver,
  env,
  eventually,
  get,
  index,
  limits,
  put,
  rag,
  resetFakes,
  search,
  TENANT,
  runWith,
} from '../testing/harness.ts'
import { search as searchIn } from './search.ts'

beforeEach(resetFakes)

test('finds by both sides and says why', async () => {
  await index('both', { id: 'ship', text: 'A bulkhead keeps a flooded compartment from sinking the ship.' })
  await index('both', { id: 'cake', text: 'Beat the eggs with sugar until the batter is pale.' })

  const { results, warnings } = await search('both', { query: 'what keeps the ship from sinking?' })

  expect(warnings).toEqual([])
  expect(results[0]).toMatchObject({ documentId: 'ship', title: 'ship', chunkId: 'ship:1:0' })
  expect(results[0]?.scores.words).toBeGreaterThan(0)
  expect(results[0]?.scores.vector).toBeGreaterThan(0)
})

test.each([
  ['words', ['words']],
  ['vector', ['vector']],
  ['hybrid', ['vector', 'words']],
] as const)('mode %s asks only its sides', async (mode, sides) => {
  await index(`mode-${mode}`, { id: 'ship', text: 'A bulkhead keeps the ship.' })

  const { results } = await search(`mode-${mode}`, { query: 'ship', mode })

  expect(Object.keys(results[0]?.scores ?? {}).sort()).toEqual(sides)
})

test('the same text of several documents is one result, which leaves room for others', async () => {
  const text = 'A bulkhead keeps a flooded compartment from sinking the ship.'
  for (const id of ['one', 'two', 'three']) await index('same', { id, text })
  await index('same', { id: 'other', text: 'The ship has a bulkhead of oak.' })

  const { results } = await search('same', { query: 'bulkhead ship', topK: 2, mode: 'words' })

  expect(new Set(results.map(({ duplicates = [] }) => duplicates.length))).toEqual(new Set([0, 2]))
})

test('minScore leaves out what is below, and says when nothing is left', async () => {
  await index('least', { id: 'ship', text: 'A bulkhead keeps the ship.' })
  await index('least', { id: 'long', text: `The ship ${'sails on and on over the sea '.repeat(9)}` })
  const query = { query: 'bulkhead ship', mode: 'words' } as const

  const all = await search('least', query)
  const best = await search('least', { ...query, minScore: all.results[0]?.score ?? 0 })
  const none = await search('least', { query: 'bulkhead airship', minScore: 1, mode: 'words' })

  expect([all.results.length, best.results.length]).toEqual([2, 1])
  expect(none).toMatchObject({ results: [], warnings: [{ code: 'no_matching_documents' }] })
})

test('a heading is found, and named with the result', async () => {
  await index('heads', {
    id: 'guide',
    format: 'markdown',
    text: '# Guide\n\nIntro.\n\n## Watertight doors\n\nShut them.',
  })

  const { results } = await search('heads', { query: 'watertight', mode: 'words' })

  expect(results[0]).toMatchObject({
    heading: 'Guide > Watertight doors',
    text: '## Watertight doors\n\nShut them.',
  })
})

test('a filter binds both sides', async () => {
  await index('filter', { id: 'old', text: 'The hull of steel.', metadata: { year: 1999 } })
  await index('filter', { id: 'new', text: 'The hull of steel and more.', metadata: { year: 2024 } })

  for (const mode of ['words', 'vector', 'hybrid'] as const) {
    const { results } = await search('filter', {
      query: 'hull of steel',
      mode,
      filter: { year: { gte: 2000 } },
    })
    expect(results.map(({ documentId }) => documentId)).toEqual(['new'])
  }
  const none = await search('filter', { query: 'hull', filter: { year: 3000 } })
  expect(none).toMatchObject({ results: [], warnings: [{ code: 'no_matching_documents' }] })
})

test.each([
  ['vector-down', { vectorFault: 'error' }],
  ['ai-down', { aiFault: 'error' }],
  ['ai-odd', { aiFault: 'malformed' }],
])('%s: words go on alone and say so', async (tenant, fault) => {
  await index(tenant, { id: 'ship', text: 'A bulkhead keeps the ship.' })
  await cloud('set', fault)

  const { results, warnings } = await search(tenant, { query: 'ship' })

  expect(results).toHaveLength(1)
  expect(warnings.map(({ code }) => code)).toEqual(['retrieval_degraded'])
})

test('a side that hangs is left behind in time', async () => {
  await index('hang', { id: 'ship', text: 'A bulkhead keeps the ship.' })
  await cloud('set', { vectorFault: 'hang' })
  const startMs = Date.now()

  const reply = await rag.search(contextOf('hang', { deadline: Date.now() + 1_000 }), TENANT, {
    query: 'ship',
  })

  expect(Date.now() - startMs).toBeLessThan(1_000)
  expect(reply).toMatchObject({ ok: true, value: { warnings: [{ code: 'retrieval_degraded' }] } })
})

test('with no side left the search is refused, never empty', async () => {
  const down = {
    getByName: () => ({
      searchWords: async () => Promise.reject(new Error('object is down')),
      texts: async () => [],
    }),
  }
  await cloud('set', { vectorFault: 'error' })
  const run = runWith({ CORPORA: down as never }, contextOf('dead'))

  await expect(searchIn(run, TENANT, { query: 'ship' })).rejects.toMatchObject({
    code: 'retrieval_unavailable',
  })
  expect(await rag.search(contextOf('dead'), TENANT, { query: 'ship', mode: 'vector' })).toMatchObject({
    ok: false,
    code: 'retrieval_unavailable',
  })
})

test('finding nothing while a side is away is not said of the documents', async () => {
  await index('half-blind', { id: 'ship', text: 'A bulkhead keeps the ship.' })
  const nothing = async () =>
    (await search('half-blind', { query: 'zyzzyva', filter: { year: 1 } })).warnings.at(-1)

  expect(await nothing()).toEqual({
    code: 'no_matching_documents',
    message: 'No document matches the query.',
  })
  await cloud('set', { vectorFault: 'error' })

  expect(await nothing()).toEqual({
    code: 'no_matching_documents',
    message: expect.stringContaining('documents may match nevertheless'),
  })
})

test('says when documents are still on their way', async () => {
  await put('soon', { id: 'ship', text: 'A bulkhead keeps the ship.' })

  const { results, warnings } = await search('soon', { query: 'ship' })

  expect(results).toEqual([])
  expect(warnings.map(({ code }) => code)).toEqual(['indexing_in_progress', 'no_matching_documents'])
})

test('two tenants with the same ids never meet', async () => {
  await index('one', { id: 'ship', text: 'The secret of tenant one is granite.' })
  await index('two', { id: 'ship', text: 'The secret of tenant two is marble.' })

  for (const mode of ['words', 'vector', 'hybrid'] as const) {
    const { results } = await search('one', { query: 'secret marble granite', mode })
    expect(results.map(({ text }) => text)).toEqual(['The secret of tenant one is granite.'])
  }
})

test('a foreign vector resolves to nothing and raises the alarm', async () => {
  await index('victim', { id: 'ship', text: 'The secret of the victim is marble.' })
  const leaked = (await cloud('state')).vectors.map(({ id }) => id)
  await index('reader', { id: 'ship', text: 'A plain text of the reader.' })
  await cloud('set', { leaked: [...leaked, 'nonsense', ''] })
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)

  const { results } = await search('reader', { query: 'secret marble of a reader', mode: 'vector' })

  expect(results.map(({ text }) => text)).toEqual(['A plain text of the reader.'])
  const alarms = lines.mock.calls
    .map(([line]) => JSON.parse(String(line)))
    .filter(({ level }) => level === 'error')
  expect(alarms).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('isolation alarm'),
      tenantId: 'reader',
      count: 3,
    }),
  ])
  lines.mockRestore()
})

test('a left-over of our own is dropped without alarm', async () => {
  await index('stale', { id: 'ship', text: 'A hull.' })
  const leaked = (await cloud('state')).vectors.map(({ id }) => id)
  await rag.deleteDocument(contextOf('stale'), 'ship')
  await index('stale', { id: 'boat', text: 'A hull.' })
  await cloud('set', { leaked })
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)

  const { results } = await search('stale', { query: 'hull', mode: 'vector' })

  expect(results.map(({ documentId }) => documentId)).toEqual(['boat'])
  expect(lines.mock.calls.filter(([line]) => String(line).includes('isolation'))).toEqual([])
  lines.mockRestore()
})

test('vectors of another model are refused, not mixed', async () => {
  await index('model', { id: 'ship', text: 'A hull.' })
  await alter('model', `UPDATE settings SET model = 'older-model'`)

  const { results, warnings } = await search('model', { query: 'hull' })

  expect(results[0]?.scores.vector).toBeUndefined()
  expect(results).toHaveLength(1)
  expect(warnings.map(({ code }) => code)).toEqual(['retrieval_degraded'])
  expect(await rag.search(contextOf('model'), TENANT, { query: 'hull', mode: 'vector' })).toMatchObject({
    ok: false,
  })
})

test('after a change of the model a bulk retry makes all vectors anew', async () => {
  await index('anew', { id: 'ship', text: 'A hull.' })
  await index('anew', { id: 'boat', text: 'A keel.' })
  await alter('anew', `UPDATE settings SET model = 'older-model'`)
  await put('anew', { id: 'raft', text: 'A plank.' })
  await deliver('anew', [['raft', 1]])
  expect(await get('anew', 'raft')).toMatchObject({
    status: 'searchable',
    error: { code: 'embedding_model_changed' },
  })

  expect(await rag.retryAll(contextOf('anew'))).toEqual({ ok: true, value: { retried: 3 } })
  await deliver('anew', [
    ['ship', 1],
    ['boat', 1],
    ['raft', 1],
  ])
  await eventually('anew', async () => {
    for (const id of ['ship', 'boat', 'raft'])
      expect(await get('anew', id)).toMatchObject({ status: 'indexed' })
  })

  const { results, warnings } = await search('anew', { query: 'plank', mode: 'vector' })
  expect(warnings).toEqual([])
  expect(results[0]).toMatchObject({ documentId: 'raft' })
})

test('a corpus that holds no vectors becomes the new model’s own', async () => {
  await index('empty', { id: 'ship', text: 'A hull.' })
  await rag.deleteDocument(contextOf('empty'), 'ship')
  await alter('empty', `UPDATE settings SET model = 'older-model'`)

  expect(await index('empty', { id: 'boat', text: 'A keel.' })).toMatchObject({ status: 'indexed' })
})

test('the request pays for its query from its own reservation', async () => {
  await index('pay', { id: 'ship', text: 'A hull.' })
  await limits('reset')

  const run = contextOf('pay', { reservationId: 'rsv_1', reservedTokens: 500 })
  await rag.search(run, TENANT, { query: 'hull of steel' })
  await rag.search({ ...run, reservationId: 'rsv_2' }, TENANT, { query: 'hull of steel', mode: 'words' })

  await vi.waitFor(async () => {
    const { settled, reservations } = await limits('state')
    expect(reservations).toEqual([])
    expect(new Map(settled).get('rsv_2')).toBe(0)
    expect(new Map(settled).get('rsv_1')).toBeGreaterThan(0)
  })
})

test('inside an answer nothing is reserved or settled, and the answer hears what embedding took', async () => {
  await index('answer-pays', { id: 'ship', text: 'The hull is made of steel.' })
  await limits('reset')
  const ctx = contextOf('answer-pays', { reservationId: 'rsv_answer', reservedTokens: 500 })

  const asked = await rag.consult(ctx, TENANT, { query: 'hull of steel' })
  const byWords = await rag.consult(ctx, TENANT, { query: 'hull of steel', mode: 'words' })

  expect(asked).toMatchObject({
    ok: true,
    value: {
      found: { results: [{ documentId: 'ship' }], warnings: [] },
      embedded: { model: '@cf/baai/bge-m3', tokens: expect.any(Number) },
    },
  })
  expect(byWords).toMatchObject({ ok: true, value: { embedded: null } })
  expect(await limits('state')).toMatchObject({ reservations: [], settled: [] })
})

test('an answer whose search found no side still hears what embedding took', async () => {
  await index('answer-alone', { id: 'ship', text: 'The hull is made of steel.' })
  await cloud('set', { vectorFault: 'error' })

  const asked = await rag.consult(contextOf('answer-alone'), TENANT, { query: 'hull', mode: 'vector' })

  expect(asked).toMatchObject({ ok: true, value: { found: null, embedded: { tokens: expect.any(Number) } } })
})

test('without a budget for the query words go on alone', async () => {
  await index('poor', { id: 'ship', text: 'A hull.' })
  await limits('set', { refusal: { ok: false, code: 'budget_exceeded' } })

  const { results, warnings } = await search('poor', { query: 'hull' })

  expect(results).toHaveLength(1)
  expect(warnings.map(({ code }) => code)).toEqual(['retrieval_degraded'])
})

test('hostile queries are words and nothing else', async () => {
  await index('hostile', { id: 'ship', text: 'A hull.' })

  for (const query of [
    '"',
    'hull" OR "',
    'NEAR(hull)',
    'body:hull',
    'hull*',
    '^hull',
    '-hull',
    '💥',
    "'; DROP TABLE words; --",
    'a'.repeat(4_000),
  ]) {
    expect(await rag.search(contextOf('hostile'), TENANT, { query, mode: 'words' })).toMatchObject({
      ok: true,
    })
  }
})

describe('a filter whose documents are far from the query', () => {
  const nearer = async (tenant: string) => {
    const prefix = await vectorPrefix(parseTenantId(tenant), 'another', 'upload')
    return Array.from({ length: 100 }, (_, at) => ({ id: vectorId(prefix, at), score: 0.9 }))
  }
  const found = async (tenant: string, getByIds: unknown, filter?: Filter) => {
    const matches = await nearer(tenant)
    const VECTORIZE = { query: async () => ({ count: 100, matches }), getByIds } as never
    const request = { query: 'a hull', mode: 'vector' as const, ...(filter === undefined ? {} : { filter }) }
    const { results, warnings } = await searchIn(runWith({ VECTORIZE }, contextOf(tenant)), TENANT, request)
    return [results.map(({ documentId }) => documentId), warnings.map(({ code }) => code)]
  }
  const stored = (ids: string[]) => env.VECTORIZE.getByIds(ids)

  test('finds them, compared one by one', async () => {
    await index('far', { id: 'guide', text: 'a hull', metadata: { kind: 'rare' } })
    await index('far', { id: 'other', text: 'a sail', metadata: { kind: 'rare' } })
    await index('far', { id: 'third', text: 'a hull', metadata: { kind: 'common' } })

    expect(await found('far', stored, { kind: 'rare' })).toEqual([['guide', 'other'], []])
    expect(await found('far', stored, { kind: 'none' })).toEqual([[], ['no_matching_documents']])
    expect(await found('far', stored)).toEqual([[], ['no_matching_documents']])
  })

  test('says that something may be missing when they cannot be compared', async () => {
    await index('cut', { id: 'guide', text: 'a hull', metadata: { kind: 'rare' } })
    const broken = async () => Promise.reject(new Error('VECTOR_GET_ERROR'))

    expect(await found('cut', broken, { kind: 'rare' })).toEqual([[], ['retrieval_degraded']])
    await alter('cut', 'UPDATE version SET chunks = 1001')
    expect(await found('cut', stored, { kind: 'rare' })).toEqual([[], ['retrieval_degraded']])
  })

  test('reads no more vectors at once than Vectorize gives out, and takes none that are not the tenant’s own', async () => {
    await index('wide', { id: 'guide', text: 'a hull', metadata: { kind: 'rare' } })
    await index('victim-of-wide', { id: 'guide', text: 'a hull' })
    await alter('wide', 'UPDATE version SET chunks = 45')
    const { vectors } = await cloud('state')
    const asked: number[] = []
    const everything = async (ids: string[]) => {
      asked.push(ids.length)
      return env.VECTORIZE.getByIds([...ids, ...vectors.map(({ id }) => id)])
    }

    expect(await found('wide', everything, { kind: 'rare' })).toEqual([['guide'], []])
    expect(asked.sort((a, b) => a - b)).toEqual([5, 20, 20])
  })
})

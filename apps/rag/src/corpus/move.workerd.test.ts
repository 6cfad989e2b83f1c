import { runInDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, test } from 'vitest'

import { openStores, type CorpusStores } from '../tables/corpus-stores.ts'
import {
  alter,
  callerOf,
  cloud,
  contextOf,
  corpusOf,
  corpusStub,
  count,
  deliver,
  env,
  eventually,
  index,
  put,
  rag,
  resetFakes,
  settle,
} from '../testing/harness.ts'
import { advanceMove, moveProgress } from './move.ts'

beforeEach(resetFakes)

const CURRENT = { model: '@cf/baai/bge-m3', dimensions: 1_024 }
const NEXT = { model: '@cf/baai/bge-base-en-v1.5', dimensions: 768 }
const STAMPS = { current: CURRENT, next: NEXT }
const NOW = 1_000

function inCorpus<T>(tenant: string, run: (stores: CorpusStores) => T): Promise<T> {
  return runInDurableObject(corpusStub(tenant), (_, state) => run(openStores(state.storage)))
}
const stagesOf = (stores: CorpusStores) =>
  stores.documents.allVersions().map(({ document_id: id, stage, upserted }) => [id, stage, upserted])

test('the stamp changes in one step, once every indexed document has arrived', async () => {
  for (const id of ['a', 'b']) await index('stamped', { id, text: `text of ${id}` })

  await inCorpus('stamped', (stores) => {
    advanceMove(stores, STAMPS, NOW)
    expect(stagesOf(stores)).toEqual([
      ['a', 'move', 0],
      ['b', 'move', 0],
    ])
    expect(moveProgress(stores, STAMPS)).toEqual({
      stamp: CURRENT,
      move: { to: NEXT, documents: 2, moved: 0 },
    })
    const [a, b] = stores.documents.allVersions()
    stores.documents.change(a!.key, { stage: 'moved', upserted: 1 }, NOW)
    advanceMove(stores, STAMPS, NOW)
    expect(moveProgress(stores, STAMPS).move).toMatchObject({ documents: 2, moved: 1 })
    stores.documents.change(b!.key, { stage: 'moved', upserted: 1 }, NOW)
    advanceMove(stores, STAMPS, NOW)

    expect(moveProgress(stores, STAMPS)).toEqual({ stamp: NEXT, move: null })
    expect(stagesOf(stores)).toEqual([
      ['a', 'done', 1],
      ['b', 'done', 1],
    ])
  })
})

test('what was not in the old index yet is embedded by the new model, and an embedding under way by the old one is refused', async () => {
  await index('late', { id: 'a', text: 'text of a' })
  await put('late', { id: 'b', text: 'text of b' })
  await alter('late', `UPDATE version SET stage = 'embed', status = 'searchable' WHERE document_id = 'b'`)
  const [claimed] = await corpusOf('late').claim(callerOf('late'), [{ documentId: 'b', version: 1 }])

  await inCorpus('late', (stores) => {
    advanceMove(stores, STAMPS, NOW)
    const [a] = stores.documents.allVersions()
    stores.documents.change(a!.key, { stage: 'moved', upserted: 1 }, NOW)
    advanceMove(stores, STAMPS, NOW)
  })
  await corpusOf('late').upserted(callerOf('late'), [{ ...claimed!, upserted: 1 }])

  expect(await inCorpus('late', stagesOf)).toEqual([
    ['a', 'done', 1],
    ['b', 'embed', 0],
  ])
})

test('a change that is called off leaves everything as it was', async () => {
  await index('off', { id: 'a', text: 'text of a' })

  await inCorpus('off', (stores) => {
    advanceMove(stores, STAMPS, NOW)
    advanceMove(stores, { current: CURRENT, next: null }, NOW)

    expect(stagesOf(stores)).toEqual([['a', 'done', 1]])
    expect(moveProgress(stores, { current: CURRENT, next: null })).toEqual({ stamp: CURRENT, move: null })
  })
})

test('a document on its way is indexed for its owner, whatever keeps it', async () => {
  await index('owner', { id: 'a', text: 'text of a' })
  await inCorpus('owner', (stores) => advanceMove(stores, STAMPS, NOW))
  const stub = corpusOf('owner')
  const request = { stage: 'move', stamps: STAMPS, limit: 16 } as const

  const [job] = await stub.claim(callerOf('owner'), [{ documentId: 'a', version: 1 }])
  const batch = await stub.passages(callerOf('owner'), [job!], request)
  await stub.defer(callerOf('owner'), [job!], { code: 'embedding_unavailable', message: 'away' })

  expect(job).toMatchObject({ stage: 'move' })
  expect(batch).toMatchObject({ stamp: NEXT, passages: [{ ordinal: 0 }] })
  const document = await stub.get(callerOf('owner'), 'a')
  expect([document.status, document.error]).toEqual(['indexed', undefined])
  expect((await cloud('state')).vectors.map(({ index }) => index)).toEqual([''])
})

describe('what is deleted while the model changes is gone from both indexes', () => {
  const MOVING = { EMBEDDING_MODEL_NEXT: NEXT.model, EMBEDDING_DIMENSIONS_NEXT: String(NEXT.dimensions) }
  const over = { ...MOVING }

  /** The Corpus as a deployment starts it that has a next model. */
  async function beginMove(tenant: string): Promise<void> {
    await runInDurableObject(corpusStub(tenant), (corpus, state) => {
      const { env: own } = corpus as unknown as { env: object }
      Object.defineProperty(corpus, 'env', { value: { ...own, ...MOVING } })
      advanceMove(openStores(state.storage), STAMPS, Date.now())
    })
  }

  const stageOf = (tenant: string, id: string) =>
    inCorpus(tenant, (stores) => stores.documents.newest(id)?.stage)
  /** Which indexes hold vectors of this tenant. */
  const indexesOf = async (tenant: string) => {
    const own = (await cloud('state')).vectors.filter(({ namespace }) => namespace === tenant)
    return [...new Set(own.map(({ index }) => index))].toSorted()
  }
  const vanished = (tenant: string) =>
    eventually(tenant, async () => {
      expect(await indexesOf(tenant)).toEqual([])
      expect(await count(tenant, 'discard')).toBe(0)
    })

  /** Two documents; `a` goes as far as `stage`, and `b` keeps the switch waiting. */
  async function stand(tenant: string, stage: 'move' | 'prove' | 'moved'): Promise<void> {
    for (const id of ['a', 'b']) await index(tenant, { id, text: `text of ${id}` })
    await beginMove(tenant)
    if (stage !== 'move') await deliver(tenant, [['a', 1]], { over })
    // Only its own alarm proves what was upserted: `prove` stays until it is called.
    const arrive = stage === 'moved' ? eventually : (_: string, check: () => Promise<void>) => check()
    await arrive(tenant, async () => expect(await stageOf(tenant, 'a')).toBe(stage))
    expect(await indexesOf(tenant)).toEqual(stage === 'move' ? [''] : ['', 'bulkhead-next'])
  }

  test.each(['move', 'prove', 'moved'] as const)('a document at stage %s, alone', async (stage) => {
    const tenant = `delete-${stage}`
    await stand(tenant, stage)
    const before = (await cloud('state')).vectors.length

    await rag.deleteDocument(contextOf(tenant), 'a')

    await eventually(tenant, async () => expect(await count(tenant, 'discard')).toBe(0))
    const left = (await cloud('state')).vectors
    expect(left).toHaveLength(before - (stage === 'move' ? 1 : 2))
    expect(left.map(({ index }) => index)).toContain('')
  })

  test.each(['move', 'prove', 'moved'] as const)(
    'a whole tenant with a document at stage %s',
    async (stage) => {
      const tenant = `erase-${stage}`
      await stand(tenant, stage)

      expect(await rag.erase(contextOf(tenant))).toMatchObject({ ok: true, value: { documents: 2 } })

      await vanished(tenant)
      expect(await inCorpus(tenant, (stores) => stores.settings.stamp())).toBeUndefined()
    },
  )

  test('a document after the switch', async () => {
    await stand('delete-after', 'moved')
    await deliver('delete-after', [['b', 1]], { over })
    await eventually('delete-after', async () =>
      expect(await inCorpus('delete-after', (stores) => stores.settings.stamp())).toEqual(NEXT),
    )
    expect(await indexesOf('delete-after')).toEqual(['', 'bulkhead-next'])

    for (const id of ['a', 'b']) await rag.deleteDocument(contextOf('delete-after'), id)

    await vanished('delete-after')
  })

  test('one whose worker hands its vectors to the next index only after the deletion was done', async () => {
    await stand('delete-late', 'move')
    const claims = await corpusOf('delete-late').claim(callerOf('delete-late'), [
      { documentId: 'a', version: 1 },
    ])
    await rag.erase(contextOf('delete-late'))
    await vanished('delete-late')

    const id = `${claims[0]!.vectorPrefix}-0`
    await env.VECTORIZE_NEXT.upsert([{ id, namespace: 'delete-late', values: [1] }])
    await corpusOf('delete-late').upserted(callerOf('delete-late'), [{ ...claims[0]!, upserted: 1 }])

    expect(await indexesOf('delete-late')).toEqual(['bulkhead-next'])
    await vanished('delete-late')
  })

  test('one whose deletion meets an outage of the vector index', async () => {
    await stand('delete-outage', 'moved')
    await cloud('set', { vectorFault: 'error' })
    await rag.deleteDocument(contextOf('delete-outage'), 'a')
    await settle('delete-outage')
    expect(await count('delete-outage', 'discard')).toBe(1)

    await cloud('set', { vectorFault: undefined })

    await eventually('delete-outage', async () => expect(await count('delete-outage', 'discard')).toBe(0))
    expect(await indexesOf('delete-outage')).toEqual([''])
  })
})

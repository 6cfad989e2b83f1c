import { runInDurableObject } from 'cloudflare:test'
import { beforeEach, expect, test } from 'vitest'

import { openStores, type CorpusStores } from './corpus-stores.ts'
import { advanceMove, moveProgress } from './move.ts'
import { alter, callerOf, cloud, corpusStub, index, put, resetFakes } from './testing/harness.ts'

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
  for (const id of ['a', 'b']) await index('switch', { id, text: `text of ${id}` })

  await inCorpus('switch', (stores) => {
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
  const [claimed] = await corpusStub('late').claim(callerOf('late'), [{ documentId: 'b', version: 1 }])

  await inCorpus('late', (stores) => {
    advanceMove(stores, STAMPS, NOW)
    const [a] = stores.documents.allVersions()
    stores.documents.change(a!.key, { stage: 'moved', upserted: 1 }, NOW)
    advanceMove(stores, STAMPS, NOW)
  })
  await corpusStub('late').upserted(callerOf('late'), [{ ...claimed!, upserted: 1 }])

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
  const stub = corpusStub('owner')
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

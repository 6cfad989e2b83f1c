// What a released version has stored or queued is read by this one; and this one, after a roll-back, does
// with what a newer one has left.
import migrations from '@bulkhead/contracts/releases/0.1.0/migrations.json'
import stored from '@bulkhead/contracts/releases/0.1.0/rows/Corpus.json'
import { migrateBeyond, restore } from '@bulkhead/worker/testing/restore'
import {
  createExecutionContext,
  createMessageBatch,
  evictDurableObject,
  getQueueResult,
  runInDurableObject,
} from 'cloudflare:test'
import { beforeEach, expect, test, vi } from 'vitest'

import { consume } from '../ingest/consume.ts'
import { NEWER_MESSAGE_DELAY_SECONDS } from '../limits.ts'
import {
  contextOf,
  corpusStub,
  deliver,
  env,
  get,
  index,
  put,
  rag,
  resetFakes,
  search,
  TENANT,
} from '../testing/harness.ts'

const TEXT = '# Ropes\n\nA bowline makes a loop that does not slip. Wash ropes in fresh water.'

beforeEach(async () => {
  await resetFakes()
  await runInDurableObject(corpusStub('acme'), (_, state) =>
    restore(state.storage, { ...stored, migrations: migrations.Corpus }),
  )
  await evictDurableObject(corpusStub('acme'))
})

test('documents of 0.1.0 in every state', async () => {
  expect(await get('acme', 'guide')).toMatchObject({
    title: 'Rope guide',
    status: 'indexed',
    version: 1,
    format: 'markdown',
    metadata: { lang: 'en', year: 2026, draft: false },
  })
  expect(await get('acme', 'broken')).toMatchObject({
    status: 'failed',
    error: { code: 'document_malformed' },
  })
  expect(await get('acme', 'half')).toMatchObject({
    status: 'searchable',
    title: 'half',
    error: { code: 'ai_unavailable' },
  })
  expect(await rag.listDocuments(contextOf('acme'), { limit: 10 })).toMatchObject({
    ok: true,
    value: { data: [{ id: 'half' }, { id: 'broken' }, { id: 'guide' }] },
  })
})

test('they are found by their words and metadata, with heading, page and text', async () => {
  const filter = { year: { gte: 2026 }, lang: 'en' }

  expect(await search('acme', { query: 'bowline', mode: 'words', filter })).toMatchObject({
    results: [
      { documentId: 'guide', chunkId: 'guide:1:0', title: 'Rope guide', heading: 'Ropes', text: TEXT },
    ],
  })
  expect(await search('acme', { query: 'fenders quayside', mode: 'words' })).toMatchObject({
    results: [{ documentId: 'half', page: 2 }],
  })
})

test('an upload under a key of 0.1.0 is known, and what was uploaded then is the same now', async () => {
  const input = {
    id: 'guide',
    title: 'Rope guide',
    text: TEXT,
    format: 'markdown' as const,
    metadata: { lang: 'en', year: 2026, draft: false },
  }

  expect(await rag.putDocument(contextOf('acme', { idempotencyKey: 'k1' }), TENANT, input)).toMatchObject({
    ok: true,
    value: { id: 'guide', version: 1, replayed: true },
  })
  expect(await put('acme', input)).toMatchObject({ version: 1, status: 'indexed' })
})

test('tables that a newer version has migrated are read and written all the same', async () => {
  await runInDurableObject(corpusStub('acme'), (_, { storage }) =>
    migrateBeyond(
      storage,
      `ALTER TABLE version ADD COLUMN language TEXT NOT NULL DEFAULT 'en'; ALTER TABLE document ADD COLUMN pinned INTEGER`,
    ),
  )
  await evictDurableObject(corpusStub('acme'))

  expect(await get('acme', 'guide')).toMatchObject({ status: 'indexed' })
  expect(await index('acme', { id: 'new', text: 'Anchors hold in sand.' })).toMatchObject({
    status: 'indexed',
  })
  expect((await search('acme', { query: 'anchors', mode: 'words' })).results).toMatchObject([
    { documentId: 'new' },
  ])
})

const MESSAGE = {
  v: 1,
  tenantId: 'acme',
  documentId: 'half',
  version: 1,
  requestId: 'req_test',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
}

async function receive(body: unknown, queue = 'bulkhead-ingest') {
  const run = createExecutionContext()
  const batch = createMessageBatch(queue, [{ id: 'm1', timestamp: new Date(), attempts: 1, body }])
  const retry = vi.spyOn(batch.messages[0]!, 'retry')
  await consume(batch, env, run)
  const { explicitAcks } = await getQueueResult(batch, run)
  return { isAcknowledged: explicitAcks.includes('m1'), retries: retry.mock.calls }
}

test('a message with fields that only a newer writer knows is read without them', async () => {
  expect(await receive({ ...MESSAGE, priority: 'high' })).toMatchObject({ isAcknowledged: true, retries: [] })
  expect(await get('acme', 'half')).not.toMatchObject({ error: { code: 'ai_unavailable' } })
})

test.each(['bulkhead-ingest', 'bulkhead-ingest-dead'])(
  'a message of a newer layout waits in %s and is not lost',
  async (queue) => {
    expect(await receive({ v: 2, subject: { tenant: 'acme' } }, queue)).toMatchObject({
      isAcknowledged: false,
      retries: [[{ delaySeconds: NEWER_MESSAGE_DELAY_SECONDS }]],
    })
  },
)

test.each([['nothing'], [{ v: 0 }], [{ ...MESSAGE, tenantId: 5 }], [null]])(
  'what nobody can have written goes: %j',
  async (body) => {
    expect(await receive(body)).toMatchObject({ isAcknowledged: true, retries: [] })
  },
)

test('its document is not lost either: the row wakes the pipeline again', async () => {
  await receive({ v: 2 })

  expect(await deliver('acme', [['half', 1]])).toEqual(['ack'])
})

import { unwrap } from '@bulkhead/contracts/outcome'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { beforeEach, expect, test, vi } from 'vitest'

import type { CorpusObject } from '../corpus-protocol.ts'
import { UPLOAD_ANSWER_MS, UPLOAD_MARGIN_MS } from '../limits.ts'
import {
  alter,
  callerOf,
  cloud,
  contextOf,
  corpusOf,
  count,
  deliver,
  eventually,
  env,
  get,
  index,
  put,
  rag,
  resetFakes,
  search,
  settle,
  TENANT,
  runWith,
} from '../testing/harness.ts'
import { putFiles, putText } from './put-document.ts'

beforeEach(resetFakes)

const objectsOf = async (tenant: string) =>
  (await env.DOCUMENTS.list({ prefix: `t/${tenant}/` })).objects.length
const LONG = Array.from(
  { length: 6 },
  (_, at) => `Old paragraph ${at}. ${'Words of the hull. '.repeat(8)}`,
).join('\n\n')

test('the same id with the same content changes nothing', async () => {
  await index('same', { id: 'guide', text: 'a hull', metadata: { a: 1, b: 2 } })

  const again = await put('same', { id: 'guide', text: 'a hull', metadata: { b: 2, a: 1 } })

  expect(again).toEqual({ id: 'guide', status: 'indexed', version: 1 })
  await vi.waitFor(async () => expect(await objectsOf('same')).toBe(1))
})

test.each([
  ['text', { text: 'another hull' }],
  ['title', { text: 'a hull', title: 'Hull' }],
  ['metadata', { text: 'a hull', metadata: { a: 1 } }],
  ['format', { text: 'a hull', format: 'markdown' }],
] as const)('new %s makes a new version', async (name, input) => {
  await put(`new-${name}`, { id: 'guide', text: 'a hull' })

  expect(await put(`new-${name}`, { id: 'guide', ...input })).toMatchObject({ version: 2, status: 'queued' })
})

test('the old version is searched until the new one takes its place, whole, and leaves nothing behind', async () => {
  await index('switch', { id: 'guide', text: LONG })
  const old = (await cloud('state')).vectors
  expect(old.length).toBeGreaterThan(3)

  await put('switch', { id: 'guide', text: 'A short new text of the mast.' })
  expect((await search('switch', { query: 'hull', mode: 'words' })).results).not.toHaveLength(0)
  await deliver('switch', [['guide', 2]])
  expect((await search('switch', { query: 'hull', mode: 'words' })).results).toHaveLength(0)
  expect(
    (await search('switch', { query: 'a short text of the hull', mode: 'vector' })).results.map(
      ({ text }) => text,
    ),
  ).toEqual(['A short new text of the mast.'])

  await eventually('switch', async () => {
    expect(await get('switch', 'guide')).toMatchObject({ status: 'indexed', version: 2, chunks: 1 })
    expect((await cloud('state')).vectors).toHaveLength(1)
    expect(await objectsOf('switch')).toBe(1)
    expect([
      await count('switch', 'chunk'),
      await count('switch', 'words'),
      await count('switch', 'discard'),
    ]).toEqual([1, 1, 0])
  })
})

test('a new version that cannot be read leaves the old one searchable', async () => {
  await index('keep', { id: 'guide', text: 'a hull', title: 'Hull' })

  await put('keep', { id: 'guide', text: '{', format: 'json' })
  await deliver('keep', [['guide', 2]])

  expect(await get('keep', 'guide')).toMatchObject({ status: 'failed', version: 2 })
  expect((await search('keep', { query: 'hull' })).results[0]).toMatchObject({
    documentId: 'guide',
    title: 'Hull',
  })
})

test('a deleted document is unknown and unsearchable at once, and then gone everywhere', async () => {
  await index('gone', { id: 'guide', text: LONG })

  expect(await rag.deleteDocument(contextOf('gone'), 'guide')).toEqual({ ok: true, value: null })
  expect(await rag.getDocument(contextOf('gone'), 'guide')).toMatchObject({ ok: false, code: 'not_found' })
  expect(await rag.deleteDocument(contextOf('gone'), 'guide')).toMatchObject({ ok: false, code: 'not_found' })
  const { results } = await search('gone', { query: 'hull' })
  expect(results).toEqual([])

  await eventually('gone', async () => {
    expect((await cloud('state')).vectors).toEqual([])
    expect(await objectsOf('gone')).toBe(0)
    expect([
      await count('gone', 'chunk'),
      await count('gone', 'words'),
      await count('gone', 'discard'),
    ]).toEqual([0, 0, 0])
  })
})

test('what is to be deleted waits for Vectorize and survives its outage', async () => {
  await index('patient', { id: 'guide', text: 'a hull' })
  await rag.deleteDocument(contextOf('patient'), 'guide')
  await cloud('set', { vectorFault: 'error' })

  await settle('patient')
  expect(await count('patient', 'discard')).toBe(1)
  await cloud('set', { vectorFault: undefined, held: true })
  await settle('patient')
  expect(await count('patient', 'discard')).toBe(1)
  await cloud('release')

  await eventually('patient', async () => {
    expect(await count('patient', 'discard')).toBe(0)
    expect((await cloud('state')).vectors).toEqual([])
  })
})

test('vectors that a late worker adds to a deleted document are deleted too', async () => {
  await put('race', { id: 'guide', text: 'a hull' })
  const [claimed] = await corpusOf('race').claim(callerOf('race'), [{ documentId: 'guide', version: 1 }])
  await rag.deleteDocument(contextOf('race'), 'guide')
  expect(await corpusOf('race').publish(callerOf('race'), claimed!, 'guide')).toBe(false)

  await corpusOf('race').upserted(callerOf('race'), [{ ...claimed!, upserted: 1 }])

  await eventually('race', async () => {
    expect(await count('race', 'discard')).toBe(0)
  })
})

test('vectors that come when all of a deleted document is forgotten are deleted too', async () => {
  await put('ghost', { id: 'guide', text: 'a hull' })
  const [claimed] = await corpusOf('ghost').claim(callerOf('ghost'), [{ documentId: 'guide', version: 1 }])
  await rag.deleteDocument(contextOf('ghost'), 'guide')
  await eventually('ghost', async () => expect(await count('ghost', 'discard')).toBe(0))

  const id = `${claimed!.vectorPrefix}-0`
  await env.VECTORIZE.upsert([{ id, namespace: 'ghost', values: [1] }])
  await corpusOf('ghost').upserted(callerOf('ghost'), [{ ...claimed!, upserted: 1 }])

  expect(await count('ghost', 'discard')).toBe(1)
  await eventually('ghost', async () => {
    expect((await cloud('state')).vectors).toEqual([])
    expect(await count('ghost', 'discard')).toBe(0)
  })
})

test('a worker that has only lost its lease has no vectors deleted', async () => {
  await put('slow', { id: 'guide', text: 'a hull' })
  const [claimed] = await corpusOf('slow').claim(callerOf('slow'), [{ documentId: 'guide', version: 1 }])
  await alter('slow', 'UPDATE version SET lease_until_ms = 1')
  await deliver('slow', [['guide', 1]])

  await corpusOf('slow').upserted(callerOf('slow'), [{ ...claimed!, upserted: 1 }])

  expect(await count('slow', 'discard')).toBe(0)
  expect((await cloud('state')).vectors).toHaveLength(1)
})

test('a document sent again after its deletion starts over', async () => {
  await index('again', { id: 'guide', text: 'a hull' })
  await rag.deleteDocument(contextOf('again'), 'guide')

  const document = await index('again', { id: 'guide', text: 'a hull' })

  await eventually('again', async () => {
    expect(document).toMatchObject({ status: 'indexed', version: 1 })
    expect((await cloud('state')).vectors).toHaveLength(1)
    expect((await search('again', { query: 'hull', mode: 'vector' })).results).toHaveLength(1)
  })
})

test('a tenant holds no more documents than it may; new versions are no new documents', async () => {
  const tenant = { ...TENANT, rag: { ...TENANT.rag, maxDocuments: 1 } }
  await rag.putDocument(contextOf('full'), tenant, { id: 'one', text: 'a' })

  expect(await rag.putDocument(contextOf('full'), tenant, { id: 'two', text: 'b' })).toMatchObject({
    ok: false,
    code: 'payload_too_large',
    details: { maxDocuments: 1 },
  })
  expect(await rag.putDocument(contextOf('full'), tenant, { id: 'one', text: 'c' })).toMatchObject({
    ok: true,
  })
  await vi.waitFor(async () => expect(await objectsOf('full')).toBe(2))
})

test('an Idempotency-Key makes one document of two requests, and refuses another body', async () => {
  const ctx = contextOf('idem', { idempotencyKey: 'k1' })

  const first = await rag.putDocument(ctx, TENANT, { text: 'a hull' })
  const again = await rag.putDocument(ctx, TENANT, { text: 'a hull' })
  const other = await rag.putDocument(ctx, TENANT, { text: 'a mast' })

  expect(first).toMatchObject({ ok: true })
  expect(again).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), replayed: true } })
  expect(other).toMatchObject({ ok: false, code: 'idempotency_mismatch' })
  await vi.waitFor(async () => expect(await objectsOf('idem')).toBe(1))
})

test('when the queue takes no message the document is accepted all the same, and the alarm sends it', async () => {
  const sent: unknown[] = []
  const run = createExecutionContext()
  const INGEST = { sendBatch: () => Promise.reject(new Error('queue is down')) } as unknown as Queue
  const receipt = await putText(runWith({ INGEST }, contextOf('mute'), run), TENANT, {
    id: 'guide',
    text: 'a hull',
  })
  await waitOnExecutionContext(run)

  expect(receipt).toMatchObject({ status: 'queued' })
  await settle('mute')
  sent.push(await deliver('mute', [['guide', 1]]))
  expect(await get('mute', 'guide')).toMatchObject({ status: 'searchable' })
})

test('a raw file is stored as it comes, in pieces', async () => {
  const bytes = new TextEncoder().encode(`# Guide\n\n${'A hull of steel. '.repeat(2_000)}`)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 1_000) controller.enqueue(bytes.slice(at, at + 1_000))
      controller.close()
    },
  })

  const file = { id: 'guide', contentType: 'text/markdown', bytes: bytes.length }
  const receipt = await rag.putFiles(contextOf('file'), TENANT, file, body)
  await deliver('file', [['guide', 1]])

  expect(receipt).toMatchObject({ ok: true, value: { files: [{ id: 'guide', version: 1 }] } })
  expect(await get('file', 'guide')).toMatchObject({
    title: 'Guide',
    format: 'markdown',
    bytes: bytes.length,
    status: 'searchable',
  })
})

test('a file is read by extract, and a result names its heading', async () => {
  const page = new TextEncoder().encode('<h1>Rigging</h1><p>The mast stands on the keel.')

  await rag.putFiles(
    contextOf('paper'),
    TENANT,
    { id: 'guide', contentType: 'text/html', bytes: page.length },
    new Blob([page]).stream(),
  )
  await deliver('paper', [['guide', 1]])

  expect(await get('paper', 'guide')).toMatchObject({ title: 'Rigging', status: 'searchable' })
  const { results } = await search('paper', { query: 'mast', mode: 'words' })
  expect(results[0]).toMatchObject({ documentId: 'guide', heading: 'Rigging' })
})

test('a file that cannot be read is refused before anything is stored', async () => {
  const body = new Blob(['%PDF-1.7']).stream() as ReadableStream<Uint8Array>

  expect(
    await rag.putFiles(contextOf('pdf'), TENANT, { contentType: 'text/plain', bytes: 8 }, body),
  ).toMatchObject({
    ok: false,
    code: 'unsupported_media_type',
  })
  expect(await objectsOf('pdf')).toBe(0)
})

/** A file of which a part arrives; then nothing more, or the line breaks, or it ends. */
function partOf(bytes: number, then: 'stall' | 'break' | 'end') {
  let isSent = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!isSent) controller.enqueue(new Uint8Array(bytes).fill(97))
        else if (then === 'break') controller.error(new Error('connection lost'))
        else if (then === 'end') controller.close()
        else await new Promise((resolve) => setTimeout(resolve, 30_000))
        isSent = true
      },
    },
    { highWaterMark: 0 },
  )
}

test.each([
  ['stall', 'request_timeout'],
  ['break', 'invalid_request'],
  ['end', 'invalid_request'],
] as const)('an upload that ends in a %s leaves no object and no document', async (then, code) => {
  const tenant = `upload-${then}`
  const ctx = contextOf(tenant, { deadline: Date.now() + UPLOAD_MARGIN_MS + 200 })

  const reply = await rag.putFiles(ctx, TENANT, { ...FILE, bytes: 100_000 }, partOf(50_000, then))

  expect(reply).toMatchObject({ ok: false, code })
  expect(await rag.getDocument(contextOf(tenant), 'guide')).toMatchObject({ code: 'not_found' })
  expect(await objectsOf(tenant)).toBe(0)
})

const FILE = { id: 'guide', contentType: 'text/plain', bytes: 6 }

test('an upload that storage refuses is our failure, and leaves nothing', async () => {
  const run = createExecutionContext()
  const DOCUMENTS = {
    put: () => Promise.reject(new Error('internal error')),
    delete: (key: string) => env.DOCUMENTS.delete(key),
  } as unknown as R2Bucket
  const body = new Blob(['a hull']).stream() as ReadableStream<Uint8Array>

  await expect(
    putFiles(runWith({ DOCUMENTS }, contextOf('no-store'), run), TENANT, { ...FILE, body }),
  ).rejects.toMatchObject({
    code: 'storage_unavailable',
  })
  await waitOnExecutionContext(run)
  expect(await objectsOf('no-store')).toBe(0)
})

test.each([
  ['windows-1252', [0x61, 0x80, 0xe9], 'a€é'],
  ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['koi8-r', [0xed, 0xc9, 0xd2], 'Мир'],
  ['utf-16be', [0x04, 0x1c, 0x04, 0x38], 'Ми'],
  ['gb18030', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
])('a file in %s is read inside the runtime', async (charset, bytes, text) => {
  const tenant = `in-${charset.replace('_', '-')}`
  const file = { id: 'guide', contentType: `text/plain; charset=${charset}`, bytes: bytes.length }
  const body = () => new Blob([new Uint8Array(bytes)]).stream() as ReadableStream<Uint8Array>

  expect(await rag.putFiles(contextOf(tenant), TENANT, file, body())).toMatchObject({ ok: true })
  await deliver(tenant, [['guide', 1]])

  expect((await search(tenant, { query: text, mode: 'words' })).results[0]).toMatchObject({ text })
  // The same bytes in another encoding are another document.
  const other = { ...file, contentType: 'text/plain; charset=macintosh' }
  expect(await rag.putFiles(contextOf(tenant), TENANT, other, body())).toMatchObject({
    value: { files: [{ version: 2 }] },
  })
})

test('storage that hangs is not waited for, and what it takes too late is deleted', async () => {
  const run = createExecutionContext()
  let store: () => void = () => undefined
  const late = new Promise<void>((resolve) => (store = resolve))
  const DOCUMENTS = {
    put: async (key: string) => {
      await late
      return await env.DOCUMENTS.put(key, 'late after all')
    },
    delete: (key: string) => env.DOCUMENTS.delete(key),
  } as unknown as R2Bucket
  const ctx = contextOf('slow-store', { deadline: Date.now() + UPLOAD_MARGIN_MS })
  const body = new Blob(['a hull']).stream() as ReadableStream<Uint8Array>

  const sent = putFiles(runWith({ DOCUMENTS }, ctx, run), TENANT, { ...FILE, body })

  await expect(sent).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(Date.now()).toBeLessThan(ctx.deadline - UPLOAD_ANSWER_MS / 2)
  store()
  await waitOnExecutionContext(run)
  expect(await objectsOf('slow-store')).toBe(0)
})

test('lists newest first, page by page, without gap or repeat', async () => {
  for (const id of ['a', 'b', 'c', 'd', 'e']) await put('pages', { id, text: id })
  const seen: string[] = []

  for (let cursor: string | undefined, pages = 0; pages < 4; pages++) {
    const page = await rag.listDocuments(contextOf('pages'), {
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (!page.ok) throw new Error(page.code)
    seen.push(...page.value.data.map(({ id }) => id))
    if (page.value.nextCursor === null) break
    cursor = page.value.nextCursor
  }

  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(await rag.listDocuments(contextOf('pages'), { limit: 2, cursor: 'bm9wZQ' })).toMatchObject({
    ok: false,
    code: 'invalid_request',
    param: 'cursor',
  })
})

test.each(['', '../x', 'doc_none', 'x'.repeat(5_000), "'; DROP TABLE document", '\u0000'])(
  'unknown id %j is not found',
  async (id) => {
    for (const reply of [
      await rag.getDocument(contextOf('none'), id),
      await rag.deleteDocument(contextOf('none'), id),
      await rag.retryDocument(contextOf('none'), id),
    ]) {
      expect(reply).toMatchObject({ ok: false, code: 'not_found' })
    }
  },
)

test('retryAll sends round what failed or waits, and nothing else', async () => {
  await index('round', { id: 'fine', text: 'a hull' })
  await put('round', { id: 'bad', text: '{', format: 'json' })
  await cloud('set', { aiFault: 'error' })
  await put('round', { id: 'waits', text: 'a mast' })
  await deliver('round', [
    ['bad', 1],
    ['waits', 1],
  ])

  expect(await rag.retryAll(contextOf('round'))).toEqual({ ok: true, value: { retried: 2 } })
  expect(await get('round', 'bad')).toMatchObject({ status: 'queued' })
  expect(await get('round', 'waits')).toMatchObject({ status: 'searchable' })
})

test('erases everything of one tenant, counts it, and does it twice', async () => {
  await index('erase', { id: 'a', text: LONG })
  await index('erase', { id: 'b', text: 'a mast' })
  await env.DOCUMENTS.put('t/erase/documents/orphan/upload', 'left by a crash')
  await index('erase-not', { id: 'a', text: 'a hull' })
  const { chunks } = await get('erase', 'a')

  expect(await rag.erase(contextOf('erase'))).toEqual({
    ok: true,
    value: { documents: 2, chunks: chunks + 1 },
  })
  expect(await rag.erase(contextOf('erase'))).toEqual({ ok: true, value: { documents: 0, chunks: 0 } })

  await eventually('erase', async () => {
    expect((await cloud('state')).vectors.map(({ namespace }) => namespace)).toEqual(['erase-not'])
    expect(await objectsOf('erase')).toBe(0)
    expect(await get('erase-not', 'a')).toMatchObject({ status: 'indexed' })
  })
})

test.each([undefined, 'key-1'])(
  'a reply lost with the object costs no original: the repeated call finds its own upload (key %s)',
  async (idempotencyKey) => {
    const tenant = `lost-reply-${idempotencyKey ?? 'none'}`
    let replies = 0
    const CORPORA = {
      getByName: () => ({
        accept: async (...args: Parameters<CorpusObject['accept']>) => {
          const accepted = await env.CORPORA.getByName(tenant).accept(...args)
          if (++replies === 1) throw Object.assign(new Error('reset'), { durableObjectReset: true })
          return accepted
        },
      }),
    } as unknown as typeof env.CORPORA
    const run = createExecutionContext()
    const ctx = contextOf(tenant, idempotencyKey === undefined ? {} : { idempotencyKey })

    const receipt = await putText(runWith({ CORPORA }, ctx, run), TENANT, { id: 'guide', text: 'a hull' })
    await waitOnExecutionContext(run)

    expect(replies).toBe(2)
    expect(receipt).toMatchObject({ id: 'guide', version: 1 })
    expect(await objectsOf(tenant)).toBe(1)
    await deliver(tenant, [['guide', 1]])
    await eventually(tenant, async () =>
      expect(await get(tenant, 'guide')).toMatchObject({ status: 'indexed' }),
    )
  },
)

test('a failed document that is sent again gets another chance', async () => {
  await put('second-chance', { id: 'guide', text: 'a hull' })
  for (const { key } of (await env.DOCUMENTS.list({ prefix: 't/second-chance/' })).objects)
    await env.DOCUMENTS.delete(key)
  await deliver('second-chance', [['guide', 1]])
  expect(await get('second-chance', 'guide')).toMatchObject({
    status: 'failed',
    error: { code: 'document_lost' },
  })

  expect(await put('second-chance', { id: 'guide', text: 'a hull' })).toMatchObject({
    status: 'queued',
    version: 2,
  })
})

test('a failure of the corpus is logged with its tenant, its request and its trace', async () => {
  await put('traced', { id: 'ship', text: 'A hull.' })
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await alter('traced', 'ALTER TABLE version RENAME TO lost')

  const got = await rag.getDocument(contextOf('traced'), 'ship')

  const failures = lines.mock.calls
    .map(([line]) => JSON.parse(String(line)))
    .filter(({ message }) => message === 'durable object method failed')
  lines.mockRestore()
  expect(got).toMatchObject({ ok: false, code: 'storage_unavailable' })
  expect(failures.length).toBeGreaterThan(0)
  for (const failure of failures)
    expect(failure).toMatchObject({
      tenantId: 'traced',
      requestId: 'req_test',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      durableObjectClass: 'Corpus',
      durableObjectMethod: 'get',
    })
})

test('a list is filtered by status and by a part of the id or title, in any case', async () => {
  await put('filters', { id: 'rope-guide', title: 'Ropes and Knots', text: 'A rope.' })
  await put('filters', { id: 'winch', title: 'The Winch', text: 'A winch.' })
  await alter('filters', `UPDATE version SET status = 'failed', due_ms = NULL WHERE document_id = 'winch'`)
  const listed = async (filter: object) => {
    const page = unwrap(await rag.listDocuments(contextOf('filters'), { limit: 10, ...filter }))
    return page.data.map(({ id }) => id)
  }

  expect(await listed({ status: 'failed' })).toEqual(['winch'])
  expect(await listed({ q: 'knots' })).toEqual(['rope-guide'])
  expect(await listed({ q: 'WINCH' })).toEqual(['winch'])
  expect(await listed({ q: 'winch', status: 'queued' })).toEqual([])
  expect(await listed({ q: '%' })).toEqual([])
})

test('bytes of a tenant are bounded: what would exceed them is refused and leaves nothing, until some are deleted', async () => {
  const tenant = { ...TENANT, rag: { ...TENANT.rag, maxBytes: 3_000_000 } }
  const send = (id: string, bytes: number) =>
    rag.putFiles(
      contextOf('bytes'),
      tenant,
      { id, contentType: 'text/plain', bytes },
      new Response('a'.repeat(bytes)).body!,
    )
  const refused = {
    ok: false,
    code: 'payload_too_large',
    details: { limit: 'documentBytes', maxBytes: 3_000_000 },
  }

  expect(await send('first', 2_000_000)).toMatchObject({ ok: true })
  expect(await send('large', 1_500_000)).toMatchObject(refused)
  expect(await send('small', 1_000_000)).toMatchObject({ ok: true })
  expect(await send('tiny', 1_000)).toMatchObject(refused)
  expect(unwrap(await rag.storage(contextOf('bytes')))).toEqual({ documents: 2, documentBytes: 3_000_000 })

  await rag.deleteDocument(contextOf('bytes'), 'first')
  await rag.erase(contextOf('bytes'))
  expect(unwrap(await rag.storage(contextOf('bytes')))).toEqual({ documents: 0, documentBytes: 0 })
})

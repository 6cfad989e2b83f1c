import { documentIs, documentOf, putText, textOf } from '../../stage/document-of.ts'
import { BOREALIS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import type { Stage } from '../../stage/stage.ts'

const doubled: Drill = {
  id: 'D-29',
  failure: 'The queue delivers a message twice',
  rows: ['vectorize/indexing-fails'],
  injected: 'the message of an upload is sent twice',
  expected: 'one document, read and embedded once; the second message finds nothing to do',
  run: async (stage) => {
    await stage.fault({ target: 'queue', mode: 'duplicate', tenantId: 'atlas', count: 1 })
    const accepted = await putText(stage.atlas, 'twice', 'The bell was struck twice, and twice again.')
    stage.ok('document', accepted, 202)

    const { chunks } = await documentIs(stage.atlas, 'twice', 'indexed')
    const at = { tenantId: 'atlas', requestId: accepted.headers.get('x-request-id') }
    await stage.logged('the second message', { message: 'messages found nothing to do', ...at })
    stage.same('times read', stage.lines({ message: 'document read', ...at }).length, 1)
    const embedded = stage.lines({ message: 'embedding attempt', tenantId: 'atlas', stage: 'embed' })
    stage.same('passages embedded', sumOf(embedded), chunks)
    await stage.atlas.delete('/v1/documents/twice')
    return `read once, ${chunks} passage embedded once`
  },
  mutant: 'document-lease',
}

const poisoned: Drill = {
  id: 'D-30',
  failure: 'Documents whose processing always fails',
  rows: ['vectorize/indexing-fails'],
  injected: 'the Corpus refuses the chunks of one tenant, in a system whose queue retries once',
  expected:
    'retried, then dead-lettered: failed with a reason, other documents pass; retry and bulk retry send them again',
  simulated: 'one retry instead of five, so that the dead-letter queue is reached in seconds',
  limitMs: 60_000,
  run: (stage) => stage.onOwnSystem({ queueRetries: 1 }, poisonedOnItsOwn),
  mutant: 'dead-letters-mark-documents',
}

async function poisonedOnItsOwn(stage: Stage): Promise<string> {
  await stage.fault({ target: 'storage:Corpus', mode: 'overload', method: 'stage', tenantId: 'atlas' })
  const sent = await putText(stage.atlas, 'poison-1', 'A first cup of hemlock.')
  await putText(stage.atlas, 'poison-2', 'A second cup of hemlock.')
  const borealis = stage.client(BOREALIS)
  await putText(borealis, 'honey', 'A cup of honey.')

  for (const id of ['poison-1', 'poison-2']) {
    const { error } = await documentIs(stage.atlas, id, 'failed', 25_000)
    stage.same(`why ${id} failed`, error?.code, 'processing_failed')
  }
  await documentIs(borealis, 'honey', 'indexed')
  const requestId = sent.headers.get('x-request-id')
  const line = {
    message: 'document given up by the queue',
    tenantId: 'atlas',
    documentId: 'poison-1',
    requestId,
  }
  await stage.logged('that the queue gave it up', line)
  await stage.counted('log_lines_total', { tenantId: 'atlas', message: 'document given up by the queue' }, 2)
  const searched = await stage.atlas.post('/v1/search', { query: 'hemlock' })
  stage.ok('search meanwhile', searched)

  await stage.heal()
  stage.ok('retry', await stage.atlas.post('/v1/documents/poison-1/retry', {}), 202)
  await documentIs(stage.atlas, 'poison-1', 'indexed')
  const bulk = await stage.system.admin.post('/admin/v1/tenants/atlas/documents/retry', {})
  stage.ok('bulk retry', bulk)
  stage.same('documents sent again', bulk.body?.retried, 1)
  await documentIs(stage.atlas, 'poison-2', 'indexed')
  return 'failed with processing_failed, others indexed; retry and bulk retry bring both in'
}

const consumerKilled: Drill = {
  id: 'D-31',
  failure: 'The power fails while documents are ingested',
  rows: ['vectorize/indexing-fails'],
  injected: 'kill -9 with one document half way and the message of another lost',
  expected: 'both are indexed within 60 s of the restart, complete and once, without a request',
  simulated: 'local queues lose messages in a crash, those of the platform do not: a harder test',
  limitMs: 120_000,
  run: (stage) => stage.onOwnProcess(killedOnItsOwn),
  mutant: 'sweep-resends-documents',
}

async function killedOnItsOwn(stage: Stage): Promise<string> {
  await stage.fault({ target: 'queue', mode: 'cut', tenantId: 'atlas', count: 1 })
  stage.ok('the one whose message is lost', await putText(stage.atlas, 'lost', textOf(20)), 202)
  await stage.fault({ target: 'ai', mode: 'slow', model: '@cf/baai/*' })
  stage.ok('the other', await putText(stage.atlas, 'half-way', textOf(20)), 202)
  await documentIs(stage.atlas, 'half-way', 'searchable')
  stage.step('kill -9')
  await stage.system.kill()
  await stage.system.restart()
  const backMs = Date.now()

  const states = await Promise.all(
    ['lost', 'half-way'].map((id) => documentIs(stage.atlas, id, 'indexed', 60_000)),
  )
  const tookMs = Date.now() - backMs
  stage.same('chunks', states[0]?.chunks, states[1]?.chunks)
  const query = { query: 'crate 7 lashed below deck', topK: 50 }
  const { results } = (await stage.atlas.post('/v1/search', query)).body
  const found: readonly string[] = results.map(({ chunkId }: { chunkId: string }) => chunkId)
  stage.same('passages found twice', found.length - new Set(found).size, 0)
  stage.holds(
    'one of the two is not found',
    ['lost', 'half-way'].every((id) => found.some((chunk) => chunk.startsWith(id))),
  )
  return `both indexed ${(tookMs / 1_000).toFixed(0)} s after the return, ${states[0]?.chunks} chunks each`
}

const cannotEnqueue: Drill = {
  id: 'D-32',
  failure: 'The queue accepts no messages; then the Corpus accepts no rows',
  rows: ['vectorize/indexing-fails', 'object/exception'],
  injected: 'sending fails after R2 and the row are written; then the row cannot be written',
  expected:
    '202 only with a row: the document waits, then continues; without a row 503 storage_unavailable and no document',
  quick: true,
  limitMs: 60_000,
  // By the queue alone: the request that brings a small document would read it without a message.
  run: (stage) => stage.onOwnSystem({ vars: { rag: { READ_AT_ONCE: 'false' } } }, unsentOnItsOwn),
  mutant: 'queue-down-still-accepts',
}

async function unsentOnItsOwn(stage: Stage): Promise<string> {
  await stage.fault({ target: 'queue', mode: 'error', tenantId: 'atlas' })
  const accepted = await putText(stage.atlas, 'unsent', 'The message never left the harbour.')
  stage.ok('document', accepted, 202)
  stage.same('status', (await documentOf(stage.atlas, 'unsent')).status, 'queued')
  const requestId = accepted.headers.get('x-request-id')
  const line = { message: 'messages could not be queued', tenantId: 'atlas', target: 'queue', requestId }
  await stage.logged('the failed send', line)

  await stage.fault({ target: 'storage:Corpus', mode: 'overload', method: 'accept', tenantId: 'atlas' })
  const refused = await putText(stage.atlas, 'unkept', 'The row was never written.')
  await stage.refused('document without a row', refused, 503, 'storage_unavailable')
  stage.same('unkept', (await stage.atlas.get('/v1/documents/unkept')).status, 404)
  await stage.heal()
  // The alarm would do it after 20 s, which D-31 waits for.
  await stage.atlas.post('/v1/documents/unsent/retry', {})
  await documentIs(stage.atlas, 'unsent', 'indexed')
  await stage.atlas.delete('/v1/documents/unsent')
  return '202 and queued, later indexed; without a row 503 and no document'
}

function sumOf(lines: readonly Readonly<Record<string, unknown>>[]): number {
  return lines.reduce((sum, { count }) => sum + Number(count), 0)
}

export const QUEUE_DRILLS: readonly Drill[] = [doubled, poisoned, consumerKilled, cannotEnqueue]

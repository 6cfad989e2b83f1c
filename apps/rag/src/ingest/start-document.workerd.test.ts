import type { DocumentInput } from '@bulkhead/contracts/http/documents'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { beforeEach, expect, test } from 'vitest'

import type { RagEnv } from '../env.ts'
import { DIRECT_READ_BYTES } from '../limits.ts'
import {
  contextOf,
  deliver,
  env,
  eventually,
  get,
  resetFakes,
  runWith,
  search,
  TENANT,
} from '../testing/harness.ts'
import { putText } from '../upload/put-document.ts'

beforeEach(resetFakes)

/** Uploads with the reading behind the reply, and waits for that. @returns whom the queue was told of */
async function putAndRead(
  tenant: string,
  input: DocumentInput,
  over: Partial<RagEnv> = {},
): Promise<string[]> {
  const told: string[] = []
  const INGEST = {
    ...env.INGEST,
    sendBatch: async (messages: Iterable<{ readonly body: { readonly documentId: string } }>) => {
      for (const { body } of messages) told.push(body.documentId)
    },
  } as unknown as RagEnv['INGEST']
  const execution = createExecutionContext()
  const run = runWith({ READ_AT_ONCE: 'true', INGEST, ...over }, contextOf(tenant), execution)
  await putText(run, TENANT, input)
  await waitOnExecutionContext(execution)
  return told
}

test('a small document is found by its words before the queue has brought it, which then has it embedded', async () => {
  const told = await putAndRead('at-once', { id: 'keel', text: 'A keel keeps a ship upright.' })

  expect(await get('at-once', 'keel')).toMatchObject({ status: 'searchable' })
  const { results } = await search('at-once', { query: 'keel', mode: 'words' })
  expect(results.map(({ documentId }) => documentId)).toEqual(['keel'])
  expect(told).toEqual(['keel'])
  expect(await deliver('at-once', [['keel', 1]])).toEqual(['ack'])
  await eventually('at-once', async () => expect((await get('at-once', 'keel')).status).toBe('indexed'))
})

test('a large one is left to the queue', async () => {
  const text = 'ballast '.repeat(DIRECT_READ_BYTES / 8 + 1)

  expect(await putAndRead('large', { id: 'log', text })).toEqual(['log'])
  expect(await get('large', 'log')).toMatchObject({ status: 'queued' })
})

test('while R2 is unavailable the document waits, and goes on by itself', async () => {
  const DOCUMENTS = new Proxy(env.DOCUMENTS, {
    get: (bucket, name) =>
      name === 'get' ? () => Promise.reject(new Error('R2 is down')) : Reflect.get(bucket, name).bind(bucket),
  })

  await putAndRead('waiting', { id: 'keel', text: 'A keel.' }, { DOCUMENTS })

  expect(await get('waiting', 'keel')).toMatchObject({
    status: 'queued',
    error: { code: 'storage_unavailable' },
  })
  await eventually('waiting', async () => {
    await deliver('waiting', [['keel', 1]])
    expect((await get('waiting', 'keel')).status).toBe('indexed')
  })
})

test('what cannot be read has failed at once', async () => {
  await putAndRead('unreadable', { id: 'empty', text: '<p></p>', format: 'html' })

  expect(await get('unreadable', 'empty')).toMatchObject({ status: 'failed' })
})

import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, expect, test, vi } from 'vitest'

import type { Job } from '../corpus-protocol.ts'
import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { readDocument } from './read-document.ts'

const ctx = { tenantId: parseTenantId('acme'), traceparent: '', deadline: Number.POSITIVE_INFINITY }
const JOB = {
  versionKey: 1,
  lease: 1,
  documentId: 'doc_1',
  version: 1,
  format: 'pdf',
  bytes: 1,
  objectKey: 'key',
  requestId: 'req_1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
} as Job

/** What readDocument reaches: originals that come as said, and a Corpus that notes what is put off. */
function runOf(get: () => Promise<unknown>) {
  const deferred: string[] = []
  const corpus = {
    defer: async (_caller: unknown, _jobs: unknown, { code }: { code: string }) => void deferred.push(code),
  }
  const env = { DOCUMENTS: { get }, CORPORA: { getByName: () => corpus } }
  const log = new Log('test/rag', 'error', {}, () => undefined)
  return { run: { env, log, ctx } as unknown as Run, deferred }
}

afterEach(() => void vi.useRealTimers())

test.each<[string, () => Promise<unknown>]>([
  ['an R2 that never answers', () => new Promise(() => undefined)],
  [
    'a body that never ends',
    async () => ({ size: 1, arrayBuffer: () => new Promise<ArrayBuffer>(() => undefined) }),
  ],
])('%s puts the document off, and keeps nobody behind it waiting', async (_, get) => {
  vi.useFakeTimers()
  const { run, deferred } = runOf(get)
  const startMs = Date.now()

  const both = Promise.all([readDocument(run, [JOB]), readDocument(run, [JOB])])
  await vi.runAllTimersAsync()

  expect(await both).toEqual(['stopped', 'stopped'])
  expect(deferred).toEqual(['storage_unavailable', 'storage_unavailable'])
  expect(Date.now() - startMs).toBeLessThanOrEqual(2 * PATIENCE.r2.timeoutMs)
})

import { accept } from '@bulkhead/contracts/outcome'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, expect, test, vi } from 'vitest'

import type { Job } from '../corpus-protocol.ts'
import { PATIENCE } from '../limits.ts'
import { ServiceCalls, type Run } from '../run.ts'
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
function runOf(get: () => Promise<unknown>, EXTRACT: object = {}) {
  const deferred: string[] = []
  const corpus = {
    defer: async (_caller: unknown, _jobs: unknown, { code }: { code: string }) => {
      deferred.push(code)
      return accept(undefined)
    },
  }
  const ended = async () => {
    deferred.push('reader_ended')
    return accept(false)
  }
  const env = {
    DOCUMENTS: { get },
    CORPORA: { getByName: () => ({ ...corpus, readerEnded: ended }) },
    EXTRACT,
  }
  const lines: string[] = []
  const log = new Log('test/rag', { LOG_LEVEL: 'warn' }, {}, (line) => lines.push(line))
  const serviceCalls = new ServiceCalls(24)
  return { run: { env, log, ctx, serviceCalls } as unknown as Run, deferred, lines }
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

const original = async () => ({ size: 1, arrayBuffer: async () => new ArrayBuffer(1) })
type Started = (() => void) | undefined
const fails = async (...[, , , onStart]: [unknown?, unknown?, unknown?, Started?]) => {
  onStart?.()
  throw new Error('Worker exceeded CPU time limit.')
}

test('a reader that a document has ended, and that answers again, is counted against the document', async () => {
  const { run, deferred } = runOf(original, { read: fails, ping: async () => 'ok' })

  expect(await readDocument(run, [JOB])).toBe('stopped')
  expect(deferred).toEqual(['reader_ended'])
})

test('a reader that is unavailable is not the document’s fault: it is put off, and the log says so', async () => {
  vi.useFakeTimers()
  const { run, deferred, lines } = runOf(original, { read: fails, ping: fails })

  const outcome = readDocument(run, [JOB])
  await vi.runAllTimersAsync()

  expect(await outcome).toBe('stopped')
  expect(deferred).toEqual(['reader_unavailable'])
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', message: 'document reader is unavailable', target: 'extract' },
  ])
})

test.each<[string, () => Promise<unknown>]>([
  ['ended', async () => Promise.reject(new Error('Worker exceeded CPU time limit.'))],
  ['hung', () => new Promise(() => undefined)],
])('a reader that another document has %s, and that answers again, is not counted', async (_, read) => {
  vi.useFakeTimers()
  const { run, deferred } = runOf(original, { read, ping: async () => 'ok' })

  const outcome = readDocument(run, [JOB])
  await vi.runAllTimersAsync()

  expect(await outcome).toBe('stopped')
  expect(deferred).toEqual(['reader_unavailable'])
})

test('a reader that hangs is given up at its deadline, and counted against the document', async () => {
  vi.useFakeTimers()
  const { run, deferred } = runOf(original, {
    read: (...[, , , onStart]: [unknown, unknown, unknown, Started]) => {
      onStart?.()
      return new Promise(() => undefined)
    },
    ping: async () => 'ok',
  })
  const startMs = Date.now()

  const read = readDocument(run, [JOB])
  await vi.runAllTimersAsync()

  expect(await read).toBe('stopped')
  expect(deferred).toEqual(['reader_ended'])
  expect(Date.now() - startMs).toBeLessThanOrEqual(PATIENCE.extract.timeoutMs)
})

test.each<[string, () => Promise<unknown>, string]>([
  ['answers nonsense', async () => ({ nonsense: true }), 'Error'],
  ['has a bug', async () => ({ ok: false, code: 'internal' }), 'Error'],
])('a reader that %s but answers a ping counts as a crash', async (_, answer, message) => {
  vi.useFakeTimers()
  const { run, deferred } = runOf(original, { read: answer, ping: async () => 'ok' })

  const read = readDocument(run, [JOB]).catch(String)
  await vi.runAllTimersAsync()

  expect(await read).toContain(message)
  expect(deferred).toEqual([])
})

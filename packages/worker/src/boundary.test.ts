import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { boundary } from './boundary.ts'

const CALL = {
  className: 'ChatSession',
  objectId: 'abc',
  method: 'send',
  tenantId: 'acme',
  requestId: 'req_1',
}

function recorder() {
  const lines: Record<string, unknown>[] = []
  return {
    lines,
    log: new Log('test/object', { LOG_LEVEL: 'debug' }, {}, (line) => lines.push(JSON.parse(line))),
  }
}

function statusesOf(line: Record<string, unknown> | undefined) {
  const points = (line?.['metrics'] ?? []) as { labels: { status?: string } }[]
  return points.flatMap(({ labels }) => labels.status ?? [])
}

/** Sums belong to the isolate: each test has a time of its own, and leaves none behind. */
let now = Date.parse('2026-11-24T12:00:00Z')
beforeEach(() => void vi.useFakeTimers({ now: (now += 60_000) }))
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

test('logs an unexpected failure with tenant and object, counts it, and rethrows it typed', async () => {
  const { lines, log } = recorder()

  const failed = boundary(log, CALL, () => {
    throw new Error('disk full')
  })

  await expect(failed).rejects.toMatchObject({ name: 'BulkheadError', code: 'internal' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    level: 'error',
    tenantId: 'acme',
    requestId: 'req_1',
    durableObjectClass: 'ChatSession',
    durableObjectId: 'abc',
    errorCode: 'internal',
    reason: 'Error: disk full',
    metrics: [{ name: 'durable_object_invocations_total', labels: { status: 'error', methodName: 'send' } }],
  })
})

test('lets a refusal pass without an error line', async () => {
  const { lines, log } = recorder()

  await expect(
    boundary(log, CALL, () => Promise.reject(new BulkheadError('not_found'))),
  ).rejects.toMatchObject({ code: 'not_found' })

  expect(lines.map(({ level }) => level)).toEqual(['info'])
  expect(statusesOf(lines[0])).toEqual(['refused'])
})

test.each(['ai_unavailable', 'ai_timeout', 'ai_rejected', 'admission_unavailable'] as const)(
  'something else that is down (%s) is logged, but it is no failure of the object',
  async (code) => {
    const { lines, log } = recorder()
    const traceId = 'a'.repeat(32)

    const failed = boundary(log, { ...CALL, traceId }, () => Promise.reject(new BulkheadError(code)))
    await expect(failed).rejects.toMatchObject({ code })
    vi.advanceTimersByTime(1_000)

    const [logged, sums] = lines
    expect(logged).toMatchObject({
      level: 'warn',
      tenantId: 'acme',
      requestId: 'req_1',
      traceId,
      errorCode: code,
    })
    expect(statusesOf(sums)).toEqual(['unavailable'])
  },
)

test('storage that does not take a write is a failure of the object', async () => {
  const { lines, log } = recorder()
  const call = { ...CALL, storageBytes: () => 9_999 }

  const failed = boundary(log, call, () => Promise.reject(new BulkheadError('storage_unavailable')))
  await expect(failed).rejects.toMatchObject({ code: 'storage_unavailable' })

  expect(lines[0]).toMatchObject({ level: 'error', errorCode: 'storage_unavailable' })
  expect(statusesOf(lines[0])).toEqual(['error'])
  expect(lines[0]!['metrics']).toContainEqual(expect.objectContaining({ value: 9_999 }))
})

test('logs a good call after a pause at once, without a timer, and sums those after it into one line a second', async () => {
  const { lines, log } = recorder()

  await boundary(log, { ...CALL, method: 'read' }, () => 0)
  expect(vi.getTimerCount()).toBe(0)
  for (let i = 0; i < 3; i++) await boundary(log, { ...CALL, method: 'read' }, () => i)
  vi.advanceTimersByTime(1_000)

  const points = lines.flatMap(
    (line) => line['metrics'] as { value: number; labels: { methodName: string } }[],
  )
  expect(points.map(({ value }) => value)).toEqual([1, 3])
})

test('what a timer left that died with its object is logged by the next call', async () => {
  const { lines, log } = recorder()

  for (const method of ['first', 'left']) await boundary(log, { ...CALL, method }, () => 1)
  vi.clearAllTimers()
  vi.advanceTimersByTime(2_000)
  await boundary(log, { ...CALL, method: 'next' }, () => 2)

  expect(JSON.stringify(lines)).toContain('"methodName":"left"')
})

test('logs the size of the object beside its sums, and asks for it once a line', async () => {
  const { lines, log } = recorder()
  const storageBytes = vi.fn<() => number>(() => 4_096)

  for (let i = 0; i < 4; i++) await boundary(log, { ...CALL, method: 'write', storageBytes }, () => i)
  vi.advanceTimersByTime(1_000)

  expect(storageBytes).toHaveBeenCalledTimes(2)
  expect(lines.flatMap((line) => line['metrics'])).toContainEqual({
    name: 'durable_object_storage_bytes',
    value: 4_096,
    labels: { tenantId: 'acme', className: 'ChatSession' },
  })
})

test('of many objects logs the largest, and a size that cannot be read fails nothing', async () => {
  const { lines, log } = recorder()
  const gone = () => {
    throw new Error('the object was reset')
  }

  await boundary(log, CALL, () => 'first')
  for (const [objectId, storageBytes] of [
    ['a', () => 10],
    ['b', () => 30],
    ['c', () => 20],
    ['d', gone],
  ] as const)
    await expect(boundary(log, { ...CALL, objectId, storageBytes }, () => 'fine')).resolves.toBe('fine')
  vi.advanceTimersByTime(1_000)

  const points = lines.flatMap((line) => line['metrics'] as { name: string; value: number }[])
  const sizes = points.filter(({ name }) => name === 'durable_object_storage_bytes')
  expect(sizes.map(({ value }) => value)).toEqual([30])
})

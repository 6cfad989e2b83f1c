import { Log } from '@bulkhead/logging/log'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { boundary } from './boundary.ts'
import { BulkheadError } from './bulkhead-error.ts'

const CALL = {
  className: 'ChatSession',
  objectId: 'abc',
  method: 'send',
  tenantId: 'acme',
  requestId: 'req_1',
}

function recorder() {
  const lines: Record<string, unknown>[] = []
  return { lines, log: new Log('test/object', 'debug', {}, (line) => lines.push(JSON.parse(line))) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

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

  expect(lines).toEqual([])
})

test('sums good calls into one line a second', async () => {
  const { lines, log } = recorder()
  vi.advanceTimersByTime(2_000)
  lines.length = 0

  for (let i = 0; i < 3; i++) await boundary(log, { ...CALL, method: 'read' }, () => i)
  vi.advanceTimersByTime(1_000)

  const points = lines.flatMap(
    (line) => line['metrics'] as { value: number; labels: { methodName: string } }[],
  )
  expect(points.find((point) => point.labels.methodName === 'read')?.value).toBe(3)
})

test('tells the size of the object beside its sums, and asks for it once', async () => {
  const { lines, log } = recorder()
  vi.advanceTimersByTime(10_000)
  lines.length = 0
  const storageBytes = vi.fn<() => number>(() => 4_096)

  for (let i = 0; i < 3; i++) await boundary(log, { ...CALL, method: 'write', storageBytes }, () => i)
  vi.advanceTimersByTime(1_000)

  expect(storageBytes).toHaveBeenCalledTimes(1)
  expect(lines.flatMap((line) => line['metrics'])).toContainEqual({
    name: 'durable_object_storage_bytes',
    value: 4_096,
    labels: { tenantId: 'acme', className: 'ChatSession' },
  })
})

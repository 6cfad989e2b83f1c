import { expect, test, vi } from 'vitest'

import { fullJitterMs } from './backoff.ts'
import { call } from './call.ts'
import { DeadlinePassed } from './deadline.ts'
import { isAmbiguous } from './transient.ts'

const FOREVER = Number.POSITIVE_INFINITY
const PATIENCE = { timeoutMs: 1_000, attempts: 3, backoffMs: 1 }

const thrown = (flags: object) => Object.assign(new Error('from the runtime'), flags)

test('repeats what never ran', async () => {
  const send = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(thrown({ retryable: true }))
    .mockResolvedValue('done')

  expect(await call(PATIENCE, FOREVER, send)).toBe('done')
  expect(send).toHaveBeenCalledTimes(2)
})

test('reports what it repeats, and nothing else', async () => {
  const onRetry = vi.fn<(thrown: unknown) => void>()
  const send = vi.fn<() => Promise<string>>().mockRejectedValue(thrown({ retryable: true }))

  await expect(call({ ...PATIENCE, attempts: 2, onRetry }, FOREVER, send)).rejects.toThrow('from the runtime')
  expect(onRetry).toHaveBeenCalledTimes(1)
})

test.each([
  ['overloaded', { retryable: true, overloaded: true }],
  ['a reset that may have run', { durableObjectReset: true }],
  ['a bug', {}],
])('sends once: %s', async (_name, flags) => {
  const send = vi.fn<() => Promise<string>>().mockRejectedValue(thrown(flags))

  await expect(call(PATIENCE, FOREVER, send)).rejects.toThrow('from the runtime')
  expect(send).toHaveBeenCalledTimes(1)
})

test('repeats a reset when the callee de-duplicates', async () => {
  const send = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(thrown({ durableObjectReset: true }))
    .mockResolvedValue('done')

  expect(await call({ ...PATIENCE, retryOn: isAmbiguous }, FOREVER, send)).toBe('done')
})

test('gives up after its attempts', async () => {
  const send = vi.fn<() => Promise<string>>().mockRejectedValue(thrown({ retryable: true }))

  await expect(call(PATIENCE, FOREVER, send)).rejects.toThrow('from the runtime')
  expect(send).toHaveBeenCalledTimes(3)
})

test('waits no longer than its timeout', async () => {
  const startMs = performance.now()

  await expect(
    call({ ...PATIENCE, timeoutMs: 30 }, FOREVER, () => new Promise(() => undefined)),
  ).rejects.toThrow(DeadlinePassed)
  expect(performance.now() - startMs).toBeLessThan(500)
})

test('waits no longer than the caller has left, and does not start when nothing is left', async () => {
  const send = vi.fn<() => Promise<string>>()

  await expect(call(PATIENCE, Date.now() - 1, send)).rejects.toThrow(DeadlinePassed)
  expect(send).not.toHaveBeenCalled()
})

test('full jitter stays between 0 and the doubled, capped base', () => {
  expect(fullJitterMs(1, 100, 1_000, () => 0)).toBe(0)
  expect(fullJitterMs(1, 100, 1_000, () => 1)).toBe(100)
  expect(fullJitterMs(3, 100, 1_000, () => 1)).toBe(400)
  expect(fullJitterMs(9, 100, 1_000, () => 1)).toBe(1_000)
})

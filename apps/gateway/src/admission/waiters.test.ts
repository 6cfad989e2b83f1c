import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Waiters } from './waiters.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Waits under the names in this order; says who has gone on. */
function setUp(...names: readonly string[]) {
  const waiters = new Waiters()
  const gone: string[] = []
  for (const [at, name] of names.entries()) {
    void waiters.wait(name, 100).then(() => gone.push(`${name}${at}`))
  }
  return { waiters, gone }
}

test('those that have waited longest are woken, as many as are meant', async () => {
  const { waiters, gone } = setUp('a', 'a', 'b', 'a')
  waiters.wake('a', 2)
  await vi.advanceTimersByTimeAsync(0)

  expect(gone).toEqual(['a0', 'a1'])
  expect([waiters.count('a'), waiters.count('b'), waiters.count('c')]).toEqual([1, 1, 0])
})

test('nobody waits longer than it said, and whoever has gone is not woken', async () => {
  const { waiters, gone } = setUp('a', 'b')
  await vi.advanceTimersByTimeAsync(99)
  expect(gone).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(gone).toEqual(['a0', 'b1'])
  expect(waiters.count('a')).toBe(0)

  void waiters.wait('a', 100).then(() => gone.push('late'))
  waiters.wake('a', 1)
  await vi.advanceTimersByTimeAsync(0)
  expect(gone).toEqual(['a0', 'b1', 'late'])
})

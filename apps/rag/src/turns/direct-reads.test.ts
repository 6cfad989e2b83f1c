import { afterEach, expect, test, vi } from 'vitest'

import { DIRECT_READ_LOST_MS, DIRECT_READS, DIRECT_READS_OF_TENANT } from '../limits.ts'
import { DirectReads } from './direct-reads.ts'

afterEach(() => vi.useRealTimers())

test('a tenant reads few documents beside its requests, and others still may', () => {
  const reads = new DirectReads()
  const ends = Array.from({ length: DIRECT_READS_OF_TENANT }, () => reads.begin('acme'))

  expect(ends.every((end) => end !== undefined)).toBe(true)
  expect(reads.begin('acme')).toBeUndefined()
  expect(reads.begin('globex')).toBeDefined()
  ends[0]?.()
  expect(reads.begin('acme')).toBeDefined()
})

test('all tenants together read few', () => {
  const reads = new DirectReads()
  const begun = Array.from({ length: 3 * DIRECT_READS }, (_, tenant) => reads.begin(`t-${tenant}`))

  expect(begun.filter((end) => end !== undefined)).toHaveLength(DIRECT_READS)
})

test('readings whose invocation was ended do not keep their places for ever', () => {
  vi.useFakeTimers()
  const reads = new DirectReads()
  for (let tenant = 0; tenant < DIRECT_READS; tenant += 1) reads.begin(`t-${tenant}`)
  expect(reads.begin('acme')).toBeUndefined()

  vi.advanceTimersByTime(DIRECT_READ_LOST_MS + 1)

  expect(reads.begin('acme')).toBeDefined()
})

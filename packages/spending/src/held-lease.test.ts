import type { Lease } from '@bulkhead/contracts/admission/lease'
import { expect, test } from 'vitest'

import { HeldLease } from './held-lease.ts'

const NOW = 1_000_000
const PRICES = { small: [{ version: 1, effectiveFromMs: 0, prompt: 2_000_000, completion: 2_000_000 }] }
const BOUND = { promptTokens: 60, completionTokens: 40, models: ['small'] }

function leaseWith(changes: Partial<Lease> = {}): HeldLease {
  const key = { keyId: 'abcdefghijkl', sha256: '', scopes: [], status: 'active' as const }
  const requests = { limit: 6_000, burst: 100, remaining: 90, resetMs: 100 }
  const limits = { requests, tokens: { limit: 10_000, remaining: 5_000, resetMs: 60_000 } }
  const lease = { id: 'lease_1', permits: 4, tokens: 1_000, validMs: 750, epoch: 1, key, limits, ...changes }
  return new HeldLease(lease, NOW)
}

test('gives out requests and tokens until either is gone, and says what is left', () => {
  const held = leaseWith({ tokens: 250 })

  expect(held.take(BOUND, NOW)).toEqual({ part: { lease: 'lease_1', part: 0 }, tokens: 100 })
  expect(held.take(undefined, NOW)).toEqual({ part: { lease: 'lease_1', part: 1 }, tokens: 0 })
  expect(held.take(BOUND, NOW)).toMatchObject({ part: { part: 2 } })
  expect(held.take(BOUND, NOW)).toBeUndefined()
  expect(held.end()).toMatchObject({ permits: 1, used: 3, tokens: 50 })
  expect([held.end(), held.take(undefined, NOW)]).toEqual([undefined, undefined])
})

test('reckons money by its own prices, and gives out nothing that it cannot price', () => {
  const held = leaseWith({ nanoDollars: 300_000, prices: PRICES })

  expect(held.take(BOUND, NOW)).toMatchObject({ part: { nanoDollars: 200_000 } })
  expect(held.take(BOUND, NOW)).toBeUndefined()
  expect(held.take({ ...BOUND, models: ['unpriced'] }, NOW)).toBeUndefined()
  expect(held.end()).toMatchObject({ nanoDollars: 100_000 })
})

test('ends with its time, and gives out nothing on a clock that was put back', () => {
  const held = leaseWith()

  expect(held.isUsable(NOW + 749)).toBe(true)
  expect([held.isUsable(NOW + 750), held.isUsable(NOW - 1)]).toEqual([false, false])
})

test('is low when half of anything is gone', () => {
  const isLow = (requests: number, ms = 0) => {
    const held = leaseWith()
    for (let n = 0; n < requests; n += 1) held.take({ ...BOUND, completionTokens: 0 }, NOW)
    return held.isLow(NOW + ms)
  }

  expect([isLow(1), isLow(2), isLow(0, 374), isLow(0, 375)]).toEqual([false, true, false, true])
})

test('shows limits as they would stand without it', () => {
  const held = leaseWith()
  held.take(BOUND, NOW)

  expect(held.limits(NOW)).toMatchObject({
    requests: { remaining: 93, resetMs: 70 },
    tokens: { remaining: 5_900, resetMs: 60_000 },
  })
  expect(held.limits(NOW + 1_000)).toMatchObject({ requests: { remaining: 100, resetMs: 0 } })
})

import { expect, test } from 'vitest'

import { planWith } from '../testing/fixtures.ts'
import { greedy, KEY, LeaseHome, RESERVED } from '../testing/lease-home.ts'
import { MemoryBooks } from '../testing/memory-books.ts'

const NOW_MS = Date.UTC(2026, 10, 24, 12)

test('what a lease has served counts for the measure of the next one, once', () => {
  const plan = planWith({ requestsPerMinute: 6_000, burst: 40, tokens: { perDay: 4_000 } })
  const stored = { books: new MemoryBooks(), meters: new Map() }
  const { leasing, pace } = new LeaseHome(stored, { plan, sizeOf: greedy, nowMs: NOW_MS })
  const lessee = { who: { plan, key: KEY }, epoch: 1, prices: {}, sha256: KEY.sha256 }
  const demand = { requests: 9, tokens: 9, nanoDollars: 0, overMs: 1 }
  const lease = leasing.offer({ id: 'lease_1', ...lessee }, demand, NOW_MS)!
  const used = 1
  const returned = {
    lease: lease.id,
    keyId: KEY.keyId,
    permits: lease.permits - used,
    used,
    tokens: lease.tokens - used * RESERVED,
    nanoDollars: 0,
  }
  for (const _ of [1, 2]) leasing.takeBack(returned, NOW_MS + 600)

  expect(pace.demand(KEY.keyId, NOW_MS + 600)).toMatchObject({ requests: used, tokens: RESERVED })
})

// Every order of events, up to a depth, over the classes that decide in production: none passes a limit, none is
// accepted after an acknowledged revocation, and no token is lost or counted twice.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { planWith } from '../testing/fixtures.ts'
import { LeaseWorld } from '../testing/lease-world.ts'

const DEPTH = Number(process.env['LEASE_MODEL_DEPTH'] ?? 3)

const EVENTS = [
  'ask 0',
  'ask 1',
  'renew 0',
  'return 0',
  'settle 0',
  'settle 1',
  'settle-recovered 0',
  'release',
  'release-late',
  'recover',
  'resend',
  'lose-isolate 0',
  'crash 0',
  'crash 400',
  'flush',
  'revoke',
  'wait 300',
  'wait 800',
]

/** Left out: the same walks each time, so that what fails must fail again. */
const WALKS = process.env['LEASE_MODEL_WALKS']

/** What has happened before every order of events is tried. */
const BEGINNINGS = [
  [],
  ['ask 0', 'ask 0'],
  ['ask 0', 'ask 0', 'ask 1', 'ask 0', 'settle 0'],
  ['ask 0', 'ask 0', 'wait 300', 'ask 1', 'renew 0', 'ask 0', 'crash 0'],
  ['ask 0', 'ask 0', 'ask 0', 'release', 'revoke'],
]

const PLANS = {
  'tight: three at once, one a minute, ten tokens': planWith({
    requestsPerMinute: 1,
    burst: 3,
    tokens: { perDay: 10 },
  }),
  'with ceilings: forty at once, a hundred a second, four thousand tokens': planWith({
    requestsPerMinute: 6_000,
    burst: 40,
    tokens: { perDay: 4_000 },
  }),
  'fast and with few tokens': planWith({ requestsPerMinute: 6_000, burst: 5, tokens: { perDay: 8 } }),
}

/** Tries every event after these; returns how many orders there were. */
function tryAll(plan: (typeof PLANS)[keyof typeof PLANS], events: readonly string[], depth: number): number {
  let orders = 1
  for (const event of depth === 0 ? [] : EVENTS) {
    const order = [...events, event]
    if (play(plan, order)) orders += tryAll(plan, order, depth - 1)
  }
  return orders
}

/** Whether the last event was possible. */
function play(plan: (typeof PLANS)[keyof typeof PLANS], events: readonly string[]): boolean {
  const world = new LeaseWorld(plan)
  let isDone = true
  try {
    for (const event of events) isDone = world.step(event)
    if (isDone) world.finish()
  } catch (thrown) {
    throw new Error(`after ${events.join(', ')}: ${String(thrown)}`, { cause: thrown })
  }
  return isDone
}

test.each(Object.entries(PLANS))(
  'whatever happens in whatever order, %s',
  (_, plan) => {
    let orders = 0
    for (const beginning of BEGINNINGS) orders += tryAll(plan, beginning, DEPTH)

    expect(orders).toBeGreaterThan(2_000)
  },
  120_000,
)

/** What is not possible is passed over. */
function walkThrough(plan: (typeof PLANS)[keyof typeof PLANS], events: readonly string[]): void {
  const world = new LeaseWorld(plan)
  for (const event of events) world.step(event)
  world.finish()
}

const walk = fc.array(fc.constantFrom(...EVENTS), { minLength: 4, maxLength: 36, size: 'max' })

test.each(Object.entries(PLANS))(
  'in longer orders, some of which are tried, %s',
  (_, plan) => {
    fc.assert(
      fc.property(walk, (events) => {
        expect(() => walkThrough(plan, events)).not.toThrow()
      }),
      WALKS === undefined ? { numRuns: 2_000, seed: 20_261_129 } : { numRuns: Number(WALKS) },
    )
  },
  600_000,
)

test.each([
  [
    'served by a lease, given back, used nevertheless, and settled again after a reset',
    ['ask 0', 'ask 0', 'release', 'release', 'return 0', 'settle 1', 'recover'],
  ],
  [
    'the same, and the home object has crashed in between',
    ['ask 1', 'ask 1', 'release', 'wait 300', 'release', 'ask 0', 'settle 1', 'crash 400', 'recover'],
  ],
  [
    'served by a lease, and settled only after everything was killed',
    ['ask 0', 'ask 0', 'settle 0', 'crash 0', 'settle-recovered 0'],
  ],
])('a request counts once that is %s', (_, events) => {
  for (const plan of Object.values(PLANS)) {
    expect(() => walkThrough(plan, events)).not.toThrow()
  }
})

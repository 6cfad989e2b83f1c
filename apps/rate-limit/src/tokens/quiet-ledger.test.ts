// A restart after a flush changes nothing; only a crash withholds tokens, and each crash once.
import { isKeyed } from '@bulkhead/contracts/admission/reservation-id'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { CLOSED_KEPT_MS, MAX_FLUSHED_RESERVATIONS, RESERVATION_TTL_MS } from '../limits.ts'
import { Page } from '../page/page.ts'
import { counted, settlementOf } from '../testing/fixtures.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { tokensLeft } from './budget.ts'
import { LedgerStore } from './ledger-store.ts'
import { Ledger } from './ledger.ts'

const DAY_MS = 86_400_000
const START_MS = Date.UTC(2026, 10, 12)
/** A crash may withhold so much of a budget. */
const WITHHELD_RATIO = 0.01

interface Budget {
  readonly perDay: number
  readonly perMonth?: number
}

interface Held {
  readonly id: string
  readonly tokens: number
  readonly sinceMs: number
}

/** One tenant's ledger and what its callers know of it. */
class Tenant {
  readonly plan: Budget
  readonly database = new SqliteDatabase()
  page = new Page(this.database)
  readonly held: Held[] = []
  ledger: Ledger
  nowMs = START_MS
  used = 0
  #ids = 0

  constructor(plan: Budget) {
    this.plan = plan
    this.ledger = new Ledger(new LedgerStore(this.page), this.nowMs)
  }

  windows() {
    return this.ledger.windows(this.plan, this.nowMs)
  }

  /** What `GET /v1/usage` shows of every budget. */
  commitments() {
    return this.windows().map((window) => ({
      name: window.name,
      used: window.spent,
      reserved: window.open,
      remaining: tokensLeft(window),
    }))
  }

  hold(tokens: number): void {
    const windows = this.windows()
    if (this.ledger.refusalOf(windows, tokens) !== undefined) return
    // Every other one may come again, so that its end is stored.
    this.#ids += 1
    const id = `${this.#ids % 2 === 0 ? 'idem' : 'res'}_${this.#ids}`
    this.ledger.hold(id, tokens, windows, this.nowMs)
    this.ledger.book.countRequests(1, this.nowMs)
    this.held.push({ id, tokens, sinceMs: this.nowMs })
  }

  settle(usedRatio: number): void {
    const ended = this.held.shift()
    if (ended === undefined) return
    const promptTokens = Math.floor(ended.tokens * usedRatio)
    this.used += promptTokens
    const settlement = settlementOf(ended.id, {
      reservedTokens: ended.tokens,
      promptTokens,
      completionTokens: 0,
    })
    this.ledger.settle(counted([settlement]), this.nowMs, true)
  }

  /** Of what a crash forgot, only ids that may come again are known to be no repeats. */
  release(): void {
    const [first] = this.held
    if (first === undefined) return
    if (!isKeyed(first.id) && this.ledger.openAmount(first.id) === undefined) return
    this.held.shift()
    this.ledger.release(first.id, first.tokens, this.nowMs)
  }

  /** No longer than until the oldest may still be settled: nobody settles later than how others ended is remembered. */
  wait(ms: number): void {
    const [oldest] = this.held
    const lastMs = oldest === undefined ? Infinity : oldest.sinceMs + CLOSED_KEPT_MS
    this.nowMs = Math.min(this.nowMs + ms, lastMs)
  }

  flush(): void {
    while (!this.ledger.flush(this.nowMs));
    this.save()
  }

  /** Every step ends with it. */
  save(): void {
    if (!this.page.isDirty) return
    this.ledger.book.save()
    this.page.save()
  }

  restart(): void {
    this.page = new Page(this.database)
    this.ledger = new Ledger(new LedgerStore(this.page), this.nowMs)
    this.save()
  }
}

/** From the tightest demo tenant to the largest, evenly over their orders of magnitude. */
const aBudget = fc
  .double({ min: Math.log(2_000), max: Math.log(10_000_000_000), noNaN: true })
  .map((power) => Math.round(Math.exp(power)))
const aPlan = fc.record({ day: aBudget, month: fc.option(aBudget) }).map(({ day, month }): Budget => ({
  perDay: day,
  ...(month === null ? {} : { perMonth: month }),
}))
const aStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('hold' as const), tokens: fc.integer({ min: 1, max: 9_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('settle' as const), ratio: fc.constantFrom(0, 0.05, 1, 1.5) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(15_000, RESERVATION_TTL_MS, DAY_MS),
    }),
  },
)
const rounds = fc.array(fc.array(aStep, { maxLength: 8 }), { minLength: 1, maxLength: 25 })
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never

function take(tenant: Tenant, step: Step): void {
  if (step.do === 'hold') tenant.hold(step.tokens)
  if (step.do === 'settle') tenant.settle(step.ratio)
  if (step.do === 'release') tenant.release()
  if (step.do === 'expire') tenant.ledger.expire(tenant.nowMs)
  if (step.do === 'wait') tenant.wait(step.ms)
  tenant.save()
}

test('flush, then restart: exactly the same commitments, however many times in a row', () => {
  fc.assert(
    fc.property(aPlan, rounds, (plan, script) => {
      const tenant = new Tenant(plan)
      for (const steps of script) {
        for (const step of steps) take(tenant, step)
        tenant.flush()
        const before = tenant.commitments()
        tenant.restart()
        expect(tenant.commitments()).toEqual(before)
      }
    }),
    { numRuns: 500 },
  )
}, 60_000)

test('a restart after a flush also changes nothing that comes later: all settled is the truth', () => {
  fc.assert(
    fc.property(aPlan, rounds, (plan, script) => {
      const tenant = new Tenant(plan)
      for (const steps of script) {
        for (const step of steps) take(tenant, step)
        tenant.flush()
        tenant.restart()
      }
      while (tenant.held.length > 0) tenant.settle(0.5)

      const { spent, open } = tenant.ledger.book.committed(0, 1e6, tenant.nowMs)
      expect({ spent, open }).toEqual({ spent: tenant.used, open: 0 })
    }),
    { numRuns: 500 },
  )
}, 60_000)

test('only a crash withholds: at most a hundredth of the budget, once, whatever restarts follow', () => {
  fc.assert(
    fc.property(aPlan, rounds, (plan, script) => {
      const tenant = new Tenant(plan)
      const withheld = () => {
        const { spent, open } = tenant.ledger.book.committed(0, 1e6, tenant.nowMs)
        return spent + open - tenant.used - tenant.held.reduce((sum, { tokens }) => sum + tokens, 0)
      }
      const smallest = Math.min(plan.perDay, plan.perMonth ?? Infinity)
      let before = 0
      for (const steps of script) {
        for (const step of steps) take(tenant, step)
        expect(withheld()).toBe(before)
        tenant.restart()
        const after = withheld()
        tenant.restart()
        tenant.flush()
        tenant.restart()
        expect(withheld()).toBe(after)
        expect(after - before).toBeGreaterThanOrEqual(0)
        expect(after - before).toBeLessThanOrEqual(smallest * WITHHELD_RATIO)
        before = after
      }
    }),
    { numRuns: 500 },
  )
}, 60_000)

test('one request every fifteen seconds of a day, each followed by an eviction: used is the truth, nothing is reserved', () => {
  const tenant = new Tenant({ perDay: 10_000_000, perMonth: 100_000_000 })
  for (; tenant.nowMs < START_MS + DAY_MS; tenant.nowMs += 15_000) {
    tenant.hold(450)
    tenant.save()
    tenant.settle(0.04)
    tenant.save()
    tenant.restart()
  }
  tenant.nowMs = START_MS + DAY_MS - 1

  expect(tenant.used).toBe(18 * 5_760)
  expect(tenant.commitments()).toMatchObject([
    { name: 'day', used: tenant.used, reserved: 0 },
    { name: 'month', used: tenant.used, reserved: 0 },
  ])
}, 60_000)

test('more open reservations than one flush writes are written by the next, and settle after a restart', () => {
  const tenant = new Tenant({ perDay: 10_000_000_000 })
  for (let n = 0; n < 2 * MAX_FLUSHED_RESERVATIONS + 2; n += 1) tenant.hold(400)

  expect([1, 2, 3].map(() => tenant.ledger.flush(tenant.nowMs))).toEqual([false, false, true])
  tenant.save()
  tenant.restart()
  expect(tenant.ledger.lookUp('res_2001')).toEqual({ held: 400, reopened: false })
  while (tenant.held.length > 0) tenant.settle(0.5)

  expect(tenant.commitments()).toMatchObject([{ used: tenant.used, reserved: 0 }])
})

test('a flush that finds nothing to write writes nothing', () => {
  const database = new SqliteDatabase()
  const page = new Page(database)
  const ledger = new Ledger(new LedgerStore(page), START_MS)
  const plan = { perDay: 10_000_000 }
  ledger.hold('res_1', 400, ledger.windows(plan, START_MS), START_MS)
  ledger.settle(counted([settlementOf('res_1')]), START_MS)
  ledger.flush(START_MS)
  page.save()
  const before = database.rowsWritten()

  expect(ledger.flush(START_MS)).toBe(true)
  page.save()
  expect(database.rowsWritten()).toBe(before)
})

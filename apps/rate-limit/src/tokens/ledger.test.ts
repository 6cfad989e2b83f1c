import type { Settlement } from '@bulkhead/contracts/rate-limit'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { CLOSED_KEPT_MS, RESERVATION_TTL_MS } from '../limits.ts'
import { Page } from '../page/page.ts'
import { counted, settlementOf } from '../testing/fixtures.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { dayOf, monthOf } from './calendar.ts'
import { LedgerStore } from './ledger-store.ts'
import { Ledger } from './ledger.ts'

const HOUR_MS = 3_600_000
/** Half an hour before a month ends. */
const START_MS = Date.UTC(2026, 10, 30, 23, 30)

/** What a caller knows: who holds how much since when, and what became of it. */
interface Budget {
  readonly perDay: number
  readonly perMonth?: number
}

interface Known {
  readonly day: number
  readonly tokens: number
  readonly sinceMs: number
  state: 'held' | 'settled' | 'released'
  used: number
  endedMs: number
}

const plans = fc.constantFrom<Budget>(
  { perDay: 2_000 },
  { perDay: 2_000, perMonth: 3_000 },
  { perDay: 1_000_000 },
  { perDay: 1_000_000, perMonth: 1_200_000 },
)
const anId = fc.integer({ min: 0, max: 11 }).map((n) => `idem_${n}`)
const action = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      id: anId,
      share: fc.constantFrom(0.0001, 0.001, 0.05, 0.2, 0.5),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      ids: fc.array(anId, { minLength: 1, maxLength: 4 }),
      usedRatio: fc.constantFrom(0, 0.3, 1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), id: anId }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('alarm' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: fc.constantFrom(1, 1_000, 60_000, RESERVATION_TTL_MS, 6 * HOUR_MS, 24 * HOUR_MS, -1_000, -HOUR_MS),
    }),
  },
)
/** What becomes of a step: it is done; its reply is lost after the write; or it is lost with its write. Lost ones are repeated. */
const anyFate = fc.constantFrom('done', 'done', 'done', 'done', 'done', 'reply lost', 'all lost')
const scripts = (fate: fc.Arbitrary<string>) =>
  fc.array(fc.record({ action, fate }), { minLength: 1, maxLength: 60, size: 'max' })

/** Plays a script against a ledger and keeps, beside it, what its callers know. */
class Play {
  readonly database = new SqliteDatabase()
  readonly known = new Map<string, Known>()
  readonly plan: Budget
  page = new Page(this.database)
  store = new LedgerStore(this.page)
  ledger: Ledger
  nowMs = START_MS
  crashes = 0

  constructor(plan: Budget) {
    this.plan = plan
    this.ledger = new Ledger(this.store, this.nowMs)
  }

  run(fated: string, step: () => void): void {
    const saved = () => {
      step()
      this.save()
    }
    if (fated === 'all lost') {
      this.database.lost(saved)
      this.restart()
    }
    if (fated === 'reply lost') {
      saved()
      this.restart()
    }
    saved()
  }

  save(): void {
    if (!this.page.isDirty) return
    this.ledger.book.save()
    this.page.save()
  }

  restart(): void {
    this.crashes += 1
    this.page = new Page(this.database)
    this.store = new LedgerStore(this.page)
    this.ledger = new Ledger(this.store, this.nowMs)
    this.save()
  }

  reserve(id: string, share: number, fated: string): void {
    const tokens = Math.ceil(share * this.plan.perDay)
    const earlier = this.known.get(id)
    let held: number | undefined
    this.run(fated, () => {
      const { held: already, reopened } = this.ledger.lookUp(id)
      held = already
      const windows = this.ledger.windows(this.plan, this.nowMs)
      if (already !== undefined || this.ledger.refusalOf(windows, tokens) !== undefined) return
      if (reopened) this.ledger.reopen(id)
      this.ledger.hold(id, tokens, windows, this.nowMs)
      held = tokens
    })
    if (held === undefined || held === 0) return
    if (earlier?.state === 'held') return
    this.known.set(id, {
      day: dayOf(this.nowMs),
      tokens: held,
      sinceMs: this.nowMs,
      state: 'held',
      used: 0,
      endedMs: 0,
    })
  }

  settle(ids: readonly string[], usedRatio: number, fated: string): void {
    const batch: Settlement[] = []
    for (const id of ids) {
      const known = this.known.get(id)
      if (known === undefined || known.state === 'released') continue
      const used = known.state === 'settled' ? known.used : Math.floor(known.tokens * usedRatio)
      if (known.state === 'held') Object.assign(known, { state: 'settled', used, endedMs: this.nowMs })
      batch.push(settlementOf(id, { reservedTokens: known.tokens, promptTokens: used, completionTokens: 0 }))
    }
    this.run(fated, () => this.ledger.settle(counted(batch), this.nowMs))
  }

  release(id: string, fated: string): void {
    const known = this.known.get(id)
    if (known === undefined || known.state === 'settled') return
    Object.assign(known, { state: 'released', endedMs: this.nowMs })
    this.run(fated, () => this.ledger.release(id, known.tokens, this.nowMs))
  }

  alarm(fated: string): void {
    this.run(fated, () => {
      this.ledger.expire(this.nowMs)
      this.ledger.prune(this.nowMs)
    })
    for (const [id, known] of this.known) if (this.isOver(id, known)) this.forget(id, known)
  }

  /** Nobody repeats a request after two days, nor settles it. */
  isOver(id: string, { state, sinceMs, endedMs }: Known): boolean {
    const longAgoMs = this.nowMs - CLOSED_KEPT_MS
    if (state === 'held') return sinceMs < longAgoMs && this.ledger.lookUp(id).held === undefined
    return endedMs <= longAgoMs
  }

  forget(id: string, { day, tokens, state, used }: Known): void {
    this.forgottenUsed += used
    const stands = state === 'held' ? tokens : used
    this.forgottenByDay.set(day, (this.forgottenByDay.get(day) ?? 0) + stands)
    this.known.delete(id)
  }

  forgottenUsed = 0
  readonly forgottenByDay = new Map<number, number>()

  /** What the callers used and still hold on the days from `from` to before `before`. */
  truth(from: number, before: number): number {
    let sum = 0
    for (const [day, used] of this.forgottenByDay) if (day >= from && day < before) sum += used
    for (const { day, tokens, state, used } of this.known.values()) {
      if (day < from || day >= before) continue
      sum += state === 'held' ? tokens : used
    }
    return sum
  }

  recorded(): number {
    return this.store.usageFrom(0).reduce((sum, row) => sum + row.prompt_tokens + row.completion_tokens, 0)
  }

  used(): number {
    let sum = this.forgottenUsed
    for (const { used } of this.known.values()) sum += used
    return sum
  }
}

function act(
  play: Play,
  step: { action: typeof action extends fc.Arbitrary<infer T> ? T : never; fate: string },
): void {
  const { action: todo, fate: fated } = step
  if (todo.do === 'reserve') play.reserve(todo.id, todo.share, fated)
  if (todo.do === 'settle') play.settle(todo.ids, todo.usedRatio, fated)
  if (todo.do === 'release') play.release(todo.id, fated)
  if (todo.do === 'flush') play.run(fated, () => play.ledger.flush(play.nowMs))
  if (todo.do === 'alarm') play.alarm(fated)
  if (todo.do === 'crash') play.restart()
  if (todo.do === 'clock') play.nowMs += todo.ms
}

function must(claim: string, condition: boolean): void {
  if (!condition) throw new Error(`not true: ${claim}`)
}

/** Never more committed than the limit, on any day and in any month; and every used token recorded exactly once. */
function check(play: Play): void {
  const { plan, ledger } = play
  const committed = (from: number, before: number) => {
    const { spent, open } = ledger.book.committed(from, before, play.nowMs)
    return spent + open
  }
  must('every settled token is recorded once', play.recorded() === play.used())
  for (const day of ledger.book.all()) {
    must(
      'open, covered and lost tokens are no debts',
      Math.min(day.open, day.covered, day.lost, day.writtenOff) >= 0,
    )
    must('what is not stored is covered', day.covered <= day.cover)
    must('a day stays within its budget', committed(day.day, day.day + 1) <= plan.perDay)
    if (plan.perMonth === undefined) continue
    const { first, next } = monthOf(day.day)
    must('a month stays within its budget', committed(first, next) <= plan.perMonth)
  }
  must('a crash withholds at most a hundredth', ledger.book.slack() <= plan.perDay * 0.01)
  must('what callers hold and used is committed', committed(0, 1e6) >= play.truth(0, 1e6))
}

function playAll(
  plan: Budget,
  script: readonly Parameters<typeof act>[1][],
  judge: (play: Play) => void,
): void {
  const play = new Play(plan)
  for (const step of script) {
    act(play, step)
    judge(play)
  }
}

test('whatever is reserved, settled, released, repeated, lost or late: no budget is passed and no token is lost or doubled', () => {
  expect(() =>
    fc.assert(
      fc.property(plans, scripts(anyFate), (plan, script) => playAll(plan, script, check)),
      { numRuns: 500 },
    ),
  ).not.toThrow()
}, 30_000)

test('without a crash every day is exact: committed is what callers used and hold, neither more nor less', () => {
  const exact = (play: Play) => {
    check(play)
    for (const { day } of play.ledger.book.all()) {
      const { spent, open } = play.ledger.book.committed(day, day + 1, play.nowMs)
      must('a day is exact', spent + open === play.truth(day, day + 1))
    }
  }
  const withoutCrash = scripts(fc.constant('done')).map((script) =>
    script.filter(({ action }) => action.do !== 'crash'),
  )

  expect(() =>
    fc.assert(
      fc.property(plans, withoutCrash, (plan, script) => playAll(plan, script, exact)),
      { numRuns: 500 },
    ),
  ).not.toThrow()
}, 30_000)

/** A million a day covers reservations of a thousand by ceilings. */
const LARGE: Budget = { perDay: 1_000_000 }

function ledgerOver(store: LedgerStore, nowMs = START_MS) {
  const ledger = new Ledger(store, nowMs)
  const hold = (id: string, atMs = nowMs) => ledger.hold(id, 1_000, ledger.windows(LARGE, atMs), atMs)
  const settle = (id: string, changes: Partial<Settlement>, atMs = nowMs) =>
    ledger.settle(
      counted([settlementOf(id, { reservedTokens: 1_000, completionTokens: 0, ...changes })]),
      atMs,
    )
  const held = () => {
    const { spent, open } = ledger.book.committed(0, 1e6, nowMs)
    return spent + open
  }
  return { ledger, hold, settle, held }
}

test('a repeated release takes nothing from what a crash forgot of others', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const before = ledgerOver(store)
  before.hold('released')
  before.ledger.release('released', 1_000, START_MS)
  before.ledger.settle([], START_MS)
  for (const id of ['a', 'b', 'c', 'd']) before.hold(id)

  const { ledger, held } = ledgerOver(store)
  const lost = held()
  ledger.release('released', 1_000, START_MS)

  expect(lost).toBeGreaterThanOrEqual(4_000)
  expect(held()).toBe(lost)
})

test('a crash never finds more held than the budget has', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const plan: Budget = { perDay: 2_000 }
  const { ledger, settle } = ledgerOver(store)
  const hold = (id: string, tokens: number) =>
    ledger.hold(id, tokens, ledger.windows(plan, START_MS), START_MS)
  hold('small', 1)
  hold('large', 1_000)
  settle('small', { promptTokens: 0 })
  hold('larger', 1_000)

  expect(ledgerOver(store).held()).toBe(2_000)
})

test('releases do not leave a ceiling more than a hundredth ahead', () => {
  const { ledger, hold } = ledgerOver(new LedgerStore(new Page(new SqliteDatabase())))
  const ids = Array.from({ length: 12 }, (_, n) => `res_${n}`)
  for (const id of ids) hold(id)
  for (const id of ids) ledger.release(id, 1_000, START_MS)

  expect(ledger.book.slack()).toBeLessThanOrEqual(10_000)
})

test('a forgotten reservation is charged to the day that lost as much', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const nextMs = START_MS + HOUR_MS
  const before = ledgerOver(store)
  before.hold('yesterday')
  before.hold('today', nextMs)
  const { settle } = ledgerOver(store, nextMs)
  settle('today', { reservedTokens: 5_000, promptTokens: 10 })

  settle('yesterday', { promptTokens: 900 })

  const rows = store.usageFrom(0).map(({ day, prompt_tokens }) => [day, prompt_tokens])
  expect(rows).toEqual([
    [dayOf(START_MS), 900],
    [dayOf(nextMs), 10],
  ])
})

test('what never held anything counts today, whatever a crash forgot before', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  ledgerOver(store).hold('forgotten')
  const nextMs = START_MS + HOUR_MS
  const { settle } = ledgerOver(store, nextMs)

  settle('res_1:attempt-1', { reservedTokens: 0, promptTokens: 70 })

  expect(store.usageFrom(0)).toMatchObject([{ day: dayOf(nextMs), prompt_tokens: 70 }])
})

test('after two days nothing is taken for what a crash forgot', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const before = ledgerOver(store)
  for (const id of ['stored', 'forgotten']) before.hold(id)
  ledgerOver(store)
  const overMs = START_MS + RESERVATION_TTL_MS + CLOSED_KEPT_MS
  const { ledger, settle } = ledgerOver(store, overMs)

  expect(ledger.ended.knows('settled-before', overMs - 1)).toBe(true)
  expect(ledger.ended.knows('settled-before', overMs)).toBe(false)
  settle('late', { promptTokens: 70 })
  expect(store.usageFrom(0)).toMatchObject([{ day: dayOf(overMs), prompt_tokens: 70 }])
})

test('what was used beyond a reservation is recorded and told', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const { hold, settle } = ledgerOver(store)
  hold('res_1')

  expect(settle('res_1', { promptTokens: 1_500 })).toMatchObject({ recorded: 1, excesses: [{ tokens: 500 }] })
  expect(store.usageFrom(0)).toMatchObject([{ prompt_tokens: 1_500 }])
})

test('an answer settles its own tokens and those of its search at once, each under their own model', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const { ledger, hold, settle } = ledgerOver(store)
  hold('res_1')

  settle('res_1', { promptTokens: 100, completionTokens: 50, embedded: { model: 'embedder', tokens: 7 } })

  expect(store.usageFrom(0)).toMatchObject([
    { model: 'embedder', requests: 1, prompt_tokens: 7, completion_tokens: 0 },
    { model: 'small', requests: 1, prompt_tokens: 100, completion_tokens: 50 },
  ])
  expect(ledger.book.committed(0, 1e6, START_MS)).toMatchObject({ spent: 157, open: 0 })
})

test('what is settled under no client’s key in a named batch leaves nothing behind but its usage', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const { ledger, hold } = ledgerOver(store)
  hold('res_1')
  hold('idem_1')
  const batch = ['res_1', 'idem_1'].map((id) => settlementOf(id, { reservedTokens: 1_000 }))

  expect(ledger.settle(counted(batch), START_MS, true).recorded).toBe(2)
  expect(['res_1', 'idem_1'].map((id) => store.closed(id)?.state)).toEqual([undefined, 'settled'])
  expect(ledger.flush(START_MS)).toBe(true)
  expect(ledgerOver(store).held()).toBe(300)
})

test('what was given back and is settled late is recorded once, and takes nothing from others', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const before = ledgerOver(store)
  before.hold('res_1')
  before.ledger.release('res_1', 1_000, START_MS)
  before.ledger.release('res_1', 1_000, START_MS)
  before.ledger.flush(START_MS)
  before.hold('res_2')

  const { ledger, held, settle } = ledgerOver(store)
  const lost = held()
  settle('res_1', { promptTokens: 7 })
  ledger.release('res_1', 1_000, START_MS)

  expect(held()).toBe(lost + 7)
})

test('a batch counts each reservation once, and more of them than one statement takes', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const { ledger, hold } = ledgerOver(store)
  const ids = Array.from({ length: 45 }, (_, i) => `res_${i}`)
  for (const id of ids) hold(id)
  const batch = [...ids, 'res_7', 'res_7'].map((id) =>
    settlementOf(id, { reservedTokens: 1_000, promptTokens: 10, completionTokens: 0 }),
  )

  expect(ledger.settle(counted(batch), START_MS).recorded).toBe(45)
  expect(ledger.settle(counted(batch), START_MS).recorded).toBe(0)
  expect(store.usageFrom(0)).toMatchObject([{ requests: 45, prompt_tokens: 450 }])
})

test('lost tokens are in flight for a while and then spent, also over further restarts', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const before = ledgerOver(store)
  for (const id of ['stored', 'forgotten']) before.hold(id)
  const standing = (atMs: number) => {
    const { ledger } = ledgerOver(store, atMs)
    return ledger.book.committed(0, 1e6, atMs)
  }

  expect(standing(START_MS)).toMatchObject({ spent: 0, open: 1_000 + 5_990 })
  expect(standing(START_MS + RESERVATION_TTL_MS - 1)).toMatchObject({ spent: 0, open: 1_000 + 5_990 })
  expect(standing(START_MS + RESERVATION_TTL_MS)).toMatchObject({ spent: 5_990, open: 1_000 })
})

test('ended reservations are forgotten after two days, open ones and the month are not', () => {
  const store = new LedgerStore(new Page(new SqliteDatabase()))
  const { ledger, hold, settle } = ledgerOver(store)
  settle('idem_old', { promptTokens: 1 })
  hold('idem_open')
  expect(ledger.nextDueMs()).toBe(START_MS + RESERVATION_TTL_MS)

  ledger.prune(START_MS + CLOSED_KEPT_MS)
  expect(ledger.lookUp('idem_old')).toEqual({ held: 0, reopened: false })
  ledger.prune(START_MS + CLOSED_KEPT_MS + 1)

  expect(ledger.lookUp('idem_old')).toEqual({ reopened: false })
  expect(ledger.lookUp('idem_open')).toEqual({ held: 1_000, reopened: false })
  expect(store.usageFrom(0)).toHaveLength(1)
})

import type { Settlement } from '@bulkhead/contracts/rate-limit'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { TokenPlan } from './budget.ts'
import { dayOf, monthOf } from './calendar.ts'
import { LedgerStore } from './ledger-store.ts'
import { Ledger } from './ledger.ts'
import { CLOSED_KEPT_MS, RESERVATION_TTL_MS } from './limits.ts'
import { settlementOf } from './testing/fixtures.ts'
import { SqliteDatabase } from './testing/sqlite-database.ts'

const HOUR_MS = 3_600_000
/** Half an hour before a month ends. */
const START_MS = Date.UTC(2026, 10, 30, 23, 30)

/** What a caller knows: who holds how much since when, and what became of it. */
interface Known {
  readonly day: number
  readonly tokens: number
  readonly sinceMs: number
  state: 'held' | 'settled' | 'released'
  used: number
  endedMs: number
}

const plans = fc.constantFrom<TokenPlan>(
  { tokensPerDay: 2_000 },
  { tokensPerDay: 2_000, tokensPerMonth: 3_000 },
  { tokensPerDay: 1_000_000 },
  { tokensPerDay: 1_000_000, tokensPerMonth: 1_200_000 },
)
const anId = fc.integer({ min: 0, max: 11 }).map((n) => `res_${n}`)
const action = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      id: anId,
      share: fc.constantFrom(0.0001, 0.002, 0.05, 0.2, 0.5),
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
  readonly store = new LedgerStore(this.database)
  readonly known = new Map<string, Known>()
  readonly plan: TokenPlan
  ledger: Ledger
  nowMs = START_MS
  crashes = 0

  constructor(plan: TokenPlan) {
    this.plan = plan
    this.ledger = new Ledger(this.store, this.nowMs)
  }

  run(fated: string, step: () => void): void {
    if (fated === 'all lost') {
      this.database.lost(step)
      this.restart()
    }
    if (fated === 'reply lost') {
      step()
      this.restart()
    }
    step()
  }

  restart(): void {
    this.crashes += 1
    this.ledger = new Ledger(this.store, this.nowMs)
  }

  reserve(id: string, share: number, fated: string): void {
    const tokens = Math.ceil(share * this.plan.tokensPerDay)
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
    this.run(fated, () => this.ledger.settle(batch, this.nowMs))
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
    must('a day stays within its budget', committed(day.day, day.day + 1) <= plan.tokensPerDay)
    if (plan.tokensPerMonth === undefined) continue
    const { first, next } = monthOf(day.day)
    must('a month stays within its budget', committed(first, next) <= plan.tokensPerMonth)
  }
  must('a crash withholds at most a hundredth', ledger.book.slack() <= plan.tokensPerDay * 0.01)
  must('what callers hold and used is committed', committed(0, 1e6) >= play.truth(0, 1e6))
}

function playAll(
  plan: TokenPlan,
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
      { numRuns: 1_000 },
    ),
  ).not.toThrow()
})

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
      { numRuns: 1_000 },
    ),
  ).not.toThrow()
})

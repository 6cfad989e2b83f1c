import type { Settlement } from '@bulkhead/contracts/rate-limit'
import { expect, test } from 'vitest'

import { Accounts } from './accounts/accounts.ts'
import { Admissions } from './admission/admissions.ts'
import { EventStore } from './alerts/event-store.ts'
import { Thresholds } from './alerts/thresholds.ts'
import { Page } from './page/page.ts'
import type { Plan } from './plan.ts'
import { MeterStore } from './requests/meter-store.ts'
import { RequestLimits } from './requests/request-limits.ts'
import { contextOf, counted, planWith, settlementOf } from './testing/fixtures.ts'
import { SqliteDatabase } from './testing/sqlite-database.ts'

const COLLECT_MS = 250
const ANSWER_MS = 1_000
const START_MS = Date.UTC(2026, 10, 24, 12)

/**
 * Steps that wrote, per 1,000 admissions of 400 tokens each that come `everyMs`, take a second and use 150.
 */
function writesPerThousand(plan: Plan, everyMs: number): { readonly admit: number; readonly settle: number } {
  const database = new SqliteDatabase()
  const page = new Page(database)
  const accounts = new Accounts(page, START_MS)
  const ledger = accounts.tenant
  const requests = new RequestLimits(new MeterStore(page))
  const admissions = new Admissions(accounts, requests, new Thresholds(new EventStore(database)))
  const most = { tokens: 400, nanoDollars: undefined }
  const who = { plan, key: undefined }
  const running: { readonly endsMs: number; readonly settlement: Settlement }[] = []
  const writes = { admit: 0, settle: 0 }
  const count = (kind: keyof typeof writes, step: () => void) => {
    const before = database.rowsWritten()
    step()
    accounts.save()
    if (database.rowsWritten() > before) writes[kind] += 1
  }
  let admitted = 0
  let nextMs = 0
  for (let ms = 0; admitted < 1_000 || running.length > 0; ms += 1) {
    for (; nextMs <= ms && admitted < 1_000; nextMs += everyMs, admitted += 1) {
      const reservationId = `res_${admitted}`
      const ctx = contextOf('acme', { reservationId })
      count('admit', () => expect(admissions.admit(ctx, most, who, START_MS + ms).ok).toBe(true))
      running.push({ endsMs: ms + ANSWER_MS, settlement: settlementOf(reservationId) })
    }
    if (ms % COLLECT_MS > 0) continue
    const ended = running.splice(0, running.findLastIndex(({ endsMs }) => endsMs <= ms) + 1)
    if (ended.length > 0) {
      count('settle', () =>
        ledger.settle(counted(ended.map(({ settlement }) => settlement)), START_MS + ms, true),
      )
    }
  }
  return writes
}

test('a small budget writes every admission, and one step per batch of settlements', () => {
  const small = planWith({ requestsPerMinute: 60, burst: 10, tokens: { perDay: 200_000 } })

  expect(writesPerThousand(small, 1_000)).toEqual({ admit: 1_000, settle: 1_000 })
})

test('a large budget at its full rate writes at most every tenth admission', () => {
  const { admit, settle } = writesPerThousand(planWith(), 10)

  expect(admit).toBeLessThanOrEqual(110)
  expect(settle).toBeLessThanOrEqual(510)
})

test('a tenant under load writes hardly any admission', () => {
  const plan = planWith({
    requestsPerMinute: 6_000_000,
    burst: 1_000_000,
    tokens: { perDay: 10_000_000_000 },
  })
  const { admit, settle } = writesPerThousand(plan, 1)

  expect(admit).toBeLessThanOrEqual(12)
  expect(settle).toBeLessThanOrEqual(55)
})

// What a page says holds, whatever the tables say: over random steps, restarts, steps that are lost, and full pages.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { AccountStore } from '../accounts/account-store.ts'
import { TENANT_SPEND } from '../accounts/account.ts'
import { MeterStore } from '../requests/meter-store.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { LedgerStore } from '../tokens/ledger-store.ts'
import type { Books, DayRow, UsageRow } from './books.ts'
import { Page } from './page.ts'

const DAY: DayRow = {
  day: 1,
  requests: 0,
  written_off_tokens: 0,
  lost_tokens: 0,
  lost_until_ms: 0,
  carried_tokens: 0,
  cover_tokens: 0,
}
const USAGE: UsageRow = {
  day: 1,
  model: 'small',
  key_id: 'k',
  requests: 1,
  prompt_tokens: 1,
  cached_prompt_tokens: 0,
  cache_write_tokens: 0,
  completion_tokens: 2,
  reasoning_tokens: 0,
  estimated_tokens: 0,
  nano_dollars: 5,
  unpriced: 0,
}

/** What the stores must say; plain values, so that a copy is what was saved. */
interface Said {
  readonly days: Record<string, number>
  readonly held: Record<string, number>
  readonly closed: Record<string, string>
  readonly usage: Record<string, number>
  readonly meters: Record<string, number>
}

const nothing = (): Said => ({ days: {}, held: {}, closed: {}, usage: {}, meters: {} })
const remove = (record: Record<string, unknown>, key: string) => void delete record[key]
const who = (isMoney: boolean) => (isMoney ? 'money' : 'tokens')

/** Stores over one page, and beside them what they must say. */
class Played {
  readonly #database = new SqliteDatabase()
  #saved = nothing()
  said = nothing()
  page = new Page(this.#database)

  books(isMoney: boolean): Books {
    return isMoney ? new AccountStore(this.page, TENANT_SPEND) : new LedgerStore(this.page)
  }

  save(): void {
    this.page.save()
    this.#saved = structuredClone(this.said)
  }

  /** What was not saved is lost. */
  crash(): void {
    this.page = new Page(this.#database)
    this.said = structuredClone(this.#saved)
  }

  stored(): Said {
    const seen = nothing()
    for (const isMoney of [false, true]) {
      const books = this.books(isMoney)
      for (const row of books.days()) seen.days[`${who(isMoney)} ${row.day}`] = row.requests
      for (const row of books.reservations()) seen.held[`${who(isMoney)} ${row.id}`] = row.tokens
      for (let n = 0; n < IDS; n += 1) {
        const row = books.closed(`res_${n}`)
        if (row !== undefined) seen.closed[`${who(isMoney)} ${row.id}`] = row.state
      }
    }
    for (const row of new LedgerStore(this.page).usageFrom(0)) {
      const name = `${row.day} ${row.model}`
      seen.usage[name] = (seen.usage[name] ?? 0) + row.requests * 10_000 + row.completion_tokens
    }
    for (const { subject, meter } of new MeterStore(this.page).all()) seen.meters[subject] = meter.level
    return seen
  }
}

const IDS = 90
const aChange = fc.record({ n: fc.integer({ min: 0, max: IDS - 1 }), isMoney: fc.boolean() })

interface Change {
  readonly n: number
  readonly isMoney: boolean
}

/** Each does it to the stores and to what they must say. */
const CHANGES: Readonly<Record<string, (played: Played, change: Change) => void>> = {
  day: (played, { n, isMoney }) => {
    played.books(isMoney).saveDay({ ...DAY, day: n % 5, requests: n })
    played.said.days[`${who(isMoney)} ${n % 5}`] = n
  },
  hold: (played, { n, isMoney }) => {
    played.books(isMoney).addReservation({ id: `res_${n}`, day: 1, tokens: n, expires_ms: 9 })
    played.said.held[`${who(isMoney)} res_${n}`] = n
  },
  drop: (played, { n, isMoney }) => {
    const books = played.books(isMoney)
    // Whoever drops one has read them all.
    books.reservations()
    books.removeReservation(`res_${n}`)
    remove(played.said.held, `${who(isMoney)} res_${n}`)
  },
  close: (played, { n, isMoney }) => {
    const state = n % 2 === 0 ? 'settled' : 'released'
    played.books(isMoney).close({ id: `res_${n}`, state, day: 1, tokens: 0, closed_ms: n })
    played.said.closed[`${who(isMoney)} res_${n}`] = state
  },
  reopen: (played, { n, isMoney }) => {
    played.books(isMoney).forgetClosed(`res_${n}`)
    remove(played.said.closed, `${who(isMoney)} res_${n}`)
  },
  use: (played, { n }) => {
    const row = { ...USAGE, day: n % 3, model: `m${n % 2}` }
    played.books(false).addUsage([row])
    const name = `${row.day} ${row.model}`
    played.said.usage[name] = (played.said.usage[name] ?? 0) + 10_002
  },
  meter: (played, { n }) => {
    new MeterStore(played.page).save(`k${n % 4}`, { level: n, atMs: 1 })
    played.said.meters[`k${n % 4}`] = n
  },
  drain: (played, { n }) => {
    const meters = new MeterStore(played.page)
    meters.all()
    meters.remove(`k${n % 4}`)
    remove(played.said.meters, `k${n % 4}`)
  },
  forget: (played, { n, isMoney }) => {
    played.books(isMoney).forgetClosedBefore(n, 1_000)
    for (let old = 0; old < n; old += 1) remove(played.said.closed, `${who(isMoney)} res_${old}`)
    played.save()
  },
  export: (played) => {
    new LedgerStore(played.page).usagePage({ from: 0, to: 9 }, undefined, 10)
    played.save()
  },
  save: (played) => played.save(),
  crash: (played) => played.crash(),
}
const steps = fc.array(fc.record({ change: aChange, do: fc.constantFrom(...Object.keys(CHANGES)) }), {
  maxLength: 160,
  size: 'max',
})

test('stores over a page say what was put into them, whatever was spilled, saved or lost', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const played = new Played()
      for (const step of script) {
        CHANGES[step.do]?.(played, step.change)
        expect(played.stored()).toEqual(played.said)
      }
    }),
    { numRuns: 200 },
  )
}, 60_000)

test('a page that is full is emptied into the tables, and what a step changes is one row until then', () => {
  const database = new SqliteDatabase()
  const page = new Page(database)
  const store = new LedgerStore(page)
  store.reservations()
  const rowsOf = (change: () => void) => {
    const before = database.rowsWritten()
    change()
    page.save()
    return database.rowsWritten() - before
  }
  const holdMany = (from: number, to: number) => () => {
    for (let n = from; n < to; n += 1)
      store.addReservation({ id: `res_${n}`, day: 1, tokens: 1, expires_ms: 9 })
  }

  expect(rowsOf(holdMany(0, 60))).toBe(1)
  expect(rowsOf(holdMany(60, 80))).toBe(81)
  expect(rowsOf(() => store.removeReservation('res_7'))).toBe(1)
  expect(rowsOf(() => undefined)).toBe(0)
  expect(store.reservations()).toHaveLength(79)
})

test('what a newer version has put on the page stays there', () => {
  const database = new SqliteDatabase()
  const page = new Page(database)
  page.save()
  database.sql.exec('INSERT OR REPLACE INTO page (id, body) VALUES (1, ?)', '{"more":[["[1]",{"x":1}]]}')
  const next = new Page(database)
  new MeterStore(next).save('', { level: 1, atMs: 1 })
  next.save()

  const { body } = database.sql.exec<{ body: string }>('SELECT body FROM page').one()
  expect(JSON.parse(body)).toMatchObject({ more: [['[1]', { x: 1 }]], meter: [['[""]', { level: 1 }]] })
})

// What a page says holds, whatever the tables say: over random steps, erasures, restarts, steps that are lost or throw, and full pages.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { MAX_PAGE_ROWS } from '../limits.ts'
import { MeterStore } from '../requests/meter-store.ts'
import { ENDED_IDS, IDS, WHOSE, PlayedPage, type Whose } from '../testing/played-page.ts'
import { SqliteDatabase } from '../testing/sqlite-database.ts'
import { LedgerStore } from '../tokens/ledger-store.ts'
import type { DayRow, UsageRow } from './books.ts'
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

const remove = (record: Record<string, unknown>, key: string) => void delete record[key]

/** Forgets what was said of whoever is meant, and says how much that was. */
function removeAll(record: Record<string, unknown>, isMeant: (key: string) => boolean): number {
  const keys = Object.keys(record).filter(isMeant)
  for (const key of keys) remove(record, key)
  return keys.length
}

const aNumber = fc.integer({ min: 0, max: IDS - 1 })

interface Change {
  readonly n: number
  readonly whose: Whose
}
type Do = (played: PlayedPage, change: Change) => void

/** Each does it to the stores and to what they must say. */
const CHANGES: Readonly<Record<string, Do>> = {
  day: (played, { n, whose }) => {
    played.books(whose).saveDay({ ...DAY, day: n % 5, requests: n })
    played.said.days[`${whose} ${n % 5}`] = n
  },
  hold: (played, { n, whose }) => {
    played.books(whose).addReservation({ id: `res_${n}`, day: 1, tokens: n, expires_ms: 9 })
    played.said.held[`${whose} res_${n}`] = n
  },
  fill: (played, { whose }) => {
    const books = played.books(whose)
    for (let n = 0; n <= MAX_PAGE_ROWS; n += 1) {
      books.addReservation({ id: `res_${n}`, day: 1, tokens: 1, expires_ms: 9 })
      played.said.held[`${whose} res_${n}`] = 1
    }
  },
  drop: (played, { n, whose }) => {
    const books = played.books(whose)
    // Whoever drops one has read them all.
    books.reservations()
    books.removeReservation(`res_${n}`)
    remove(played.said.held, `${whose} res_${n}`)
  },
  close: (played, { n, whose }) => {
    const [id, state] = [`res_${n % ENDED_IDS}`, n % 2 === 0 ? 'settled' : 'released'] as const
    played.books(whose).close({ id, state, day: 1, tokens: 0, closed_ms: n % ENDED_IDS })
    played.said.closed[`${whose} ${id}`] = state
  },
  reopen: (played, { n, whose }) => {
    played.books(whose).forgetClosed(`res_${n}`)
    remove(played.said.closed, `${whose} res_${n}`)
  },
  use: (played, { n }) => {
    const row = { ...USAGE, day: n % 3, model: `m${n % 2}` }
    played.ledger.addUsage([row])
    const name = `${row.day} ${row.model}`
    played.said.usage[name] = (played.said.usage[name] ?? 0) + 10_002
  },
  meter: (played, { n }) => {
    played.meters.save(`k${n % 4}`, { level: n, atMs: 1 })
    played.said.meters[`k${n % 4}`] = n
  },
  drain: (played, { n }) => {
    const { meters } = played
    meters.all()
    meters.remove(`k${n % 4}`)
    remove(played.said.meters, `k${n % 4}`)
  },
}

/** What writes to tables itself, and is therefore done in steps that are all or nothing. */
const SWEEPS: Readonly<Record<string, Do>> = {
  forget: (played, { n, whose }) => {
    played.books(whose).forgetClosedBefore(n, 1_000)
    for (let old = 0; old < n; old += 1) remove(played.said.closed, `${whose} res_${old}`)
  },
  'forget day': (played, { n, whose }) => {
    played.books(whose).forgetDay(n % 5)
    remove(played.said.days, `${whose} ${n % 5}`)
  },
  'forget days': (played, { n, whose }) => {
    const first = n % 5
    played.books(whose).forgetDaysBefore(first)
    for (let old = 0; old < first; old += 1) remove(played.said.days, `${whose} ${old}`)
    if (whose === 'tokens') removeAll(played.said.usage, (key) => Number(key.split(' ')[0]) < first)
  },
  erase: (played, { whose }) => {
    const { held, closed, usage } = played.said
    const isIts = (key: string) => key.startsWith(`${whose} `)
    const used = whose === 'tokens' ? removeAll(usage, () => true) : 0
    const rows = removeAll(held, isIts) + removeAll(closed, isIts) + used
    expect(played.books(whose).eraseUsage()).toBe(rows)
  },
  names: (played) => {
    const said = played.namesSaid()
    expect(played.names()).toEqual(said)
  },
  export: (played) => void played.ledger.usagePage({ from: 0, to: 9 }, undefined, 10),
}

type Named = Change & { readonly do: string }
const aChangeAmong = (some: Readonly<Record<string, Do>>) =>
  fc.record({ do: fc.constantFrom(...Object.keys(some)), n: aNumber, whose: fc.constantFrom(...WHOSE) })

/** Plain values, so that a script that fails can be read. */
const aStep = fc.oneof(
  { weight: 20, arbitrary: aChangeAmong(CHANGES).map((one) => ({ one })) },
  {
    weight: 3,
    arbitrary: fc.record({
      all: fc.array(aChangeAmong({ ...CHANGES, ...SWEEPS }), { maxLength: 5 }),
      throws: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ end: fc.constantFrom('save', 'save', 'crash') }) },
  { weight: 2, arbitrary: fc.record({ saveBrokenAt: fc.integer({ min: 1, max: 8 }) }) },
)

function change(played: PlayedPage, { do: name, ...how }: Named): void {
  const all = { ...CHANGES, ...SWEEPS }
  all[name]?.(played, how)
}

function play(played: PlayedPage, step: typeof aStep extends fc.Arbitrary<infer Step> ? Step : never): void {
  if ('one' in step) change(played, step.one)
  else if ('all' in step) {
    const { all, throws } = step
    played.wholeStep(() => all.forEach((one) => change(played, one)), { throws })
  } else if ('saveBrokenAt' in step) played.saveBroken(step.saveBrokenAt)
  else if (step.end === 'save') played.save()
  else played.crash()
}

test('stores over a page say what was put into them, whatever was spilled, saved, lost or thrown', () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 160, size: 'max' }), (script) => {
      const played = new PlayedPage()
      for (const [at, step] of script.entries()) {
        play(played, step)
        // Looking takes longer than all else.
        const isOver = !('one' in step) || at % 4 === 0
        expect(isOver ? played.stored() : played.said).toEqual(played.said)
      }
    }),
    { numRuns: Number(process.env['PAGE_RUNS'] ?? 200) },
  )
}, 600_000)

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

import type { Books, ClosedRow, DayRow, ReservationRow, UsageRow } from '../page/books.ts'
import type { Page, TenantDayRow } from '../page/page.ts'
import { addUsed } from './settled-batch.ts'

interface Cost extends Record<string, SqlStorageValue> {
  nano_dollars: number
  unpriced: number
}
type DaySums = Cost & { day: number; tokens: number }
type KeyCost = Cost & { key_id: string }

/**
 * The tables of the tenant's budget in tokens: `day`, `reservation` (open ones), `closed` (ended ones whose id may come again);
 * and `key_usage`. A row of `day` also holds which batches of settlements were applied, see {@link LedgerStore.batches}.
 */
export class LedgerStore implements Books {
  /** Written with every day. */
  batches = ''
  readonly #page: Page
  readonly #sql: Page['sql']

  constructor(page: Page) {
    this.#page = page
    this.#sql = page.sql
  }

  days(): TenantDayRow[] {
    return this.#page.days.over(this.#sql.exec<TenantDayRow>('SELECT * FROM day').toArray())
  }

  storedBatches(): string[] {
    return this.days().flatMap(({ batches }) => (batches === '' ? [] : [batches]))
  }

  saveDay(row: DayRow): void {
    this.#page.days.put({ ...row, batches: this.batches })
  }

  /** A day may come twice: as the table has it, and what is to be added. */
  settledByDay(): { readonly day: number; readonly tokens: number }[] {
    const rows = this.#sql
      .exec<{ day: number; tokens: number }>(
        'SELECT day, SUM(prompt_tokens + completion_tokens) AS tokens FROM key_usage GROUP BY day',
      )
      .toArray()
    return [...rows, ...this.#page.usage.rows().map(({ day, ...used }) => ({ day, tokens: tokensOf(used) }))]
  }

  /** What was settled on each day from one on; a day may come twice. */
  sumsFrom(day: number): DaySums[] {
    const rows = this.#sql
      .exec<DaySums>(
        `SELECT day, SUM(prompt_tokens + completion_tokens) AS tokens, SUM(nano_dollars) AS nano_dollars,
           SUM(unpriced) AS unpriced FROM key_usage WHERE day >= ? GROUP BY day`,
        day,
      )
      .toArray()
    const added = this.#usageSince(day).map((row) => ({ ...row, tokens: tokensOf(row) }))
    return [...rows, ...added]
  }

  /** What each key has cost from a day on. */
  keyCostsFrom(day: number): KeyCost[] {
    const rows = this.#sql
      .exec<KeyCost>(
        `SELECT key_id, SUM(nano_dollars) AS nano_dollars, SUM(unpriced) AS unpriced FROM key_usage
         WHERE day >= ? AND key_id <> '' GROUP BY key_id`,
        day,
      )
      .toArray()
    const added = this.#usageSince(day).filter(({ key_id }) => key_id !== '')
    return [...Map.groupBy([...rows, ...added], ({ key_id }) => key_id)].map(([key_id, own]) => ({
      key_id,
      nano_dollars: own.reduce((sum, { nano_dollars }) => sum + nano_dollars, 0),
      unpriced: own.reduce((sum, { unpriced }) => sum + unpriced, 0),
    }))
  }

  /** Every row of the days from one on; a row may come in two parts. */
  usageFrom(day: number): UsageRow[] {
    const rows = this.#sql
      .exec<UsageRow>('SELECT * FROM key_usage WHERE day >= ? ORDER BY day, model, key_id', day)
      .toArray()
    const added = this.#usageSince(day)
    return added.length === 0 ? rows : [...rows, ...added].toSorted(byDayModelAndKey)
  }

  /** At most so many rows of some days, after one that was read before. */
  usagePage(
    days: { readonly from: number; readonly to: number },
    after: { readonly day: number; readonly model: string; readonly keyId: string } | undefined,
    rows: number,
  ): UsageRow[] {
    this.#page.spill()
    return this.#sql
      .exec<UsageRow>(
        `SELECT * FROM key_usage WHERE day BETWEEN ? AND ? AND (day, model, key_id) > (?, ?, ?)
         ORDER BY day, model, key_id LIMIT ?`,
        days.from,
        days.to,
        after?.day ?? -1,
        after?.model ?? '',
        after?.keyId ?? '',
        rows,
      )
      .toArray()
  }

  addUsage(rows: readonly UsageRow[]): void {
    const { usage } = this.#page
    for (const row of rows) {
      const sum = usage.get(row.day, row.model, row.key_id)
      usage.put(sum ? addUsed(sum, row) : row)
    }
  }

  reservations(): ReservationRow[] {
    const rows = this.#sql.exec<ReservationRow>('SELECT * FROM reservation').toArray()
    return this.#page.reservations.over(rows)
  }

  addReservation(row: ReservationRow): void {
    this.#page.reservations.put(row)
  }

  removeReservation(id: string): void {
    this.#page.reservations.remove(id)
  }

  closed(id: string): ClosedRow | undefined {
    const row = this.#page.closed.get(id)
    if (row !== undefined) return row ?? undefined
    return this.#sql.exec<ClosedRow>('SELECT * FROM closed WHERE id = ?', id).toArray()[0]
  }

  close(row: ClosedRow): void {
    this.#page.closed.put(row)
  }

  forgetClosed(id: string): void {
    this.#page.closed.remove(id)
  }

  oldestClosedMs(): number | undefined {
    const row = this.#sql.exec<{ ms: number | null }>('SELECT MIN(closed_ms) AS ms FROM closed').one()
    return oldestOf(row.ms, this.#page.closed.rows())
  }

  forgetClosedBefore(ms: number, rows: number): number {
    if (this.#page.closed.rows().some(({ closed_ms }) => closed_ms < ms)) this.#page.spill()
    return this.#sql
      .exec(
        'DELETE FROM closed WHERE id IN (SELECT id FROM closed WHERE closed_ms < ? ORDER BY closed_ms LIMIT ?) RETURNING 1',
        ms,
        rows,
      )
      .toArray().length
  }

  forgetDaysBefore(day: number): void {
    const { days, usage } = this.#page
    if ([...days.rows(), ...usage.rows()].some((row) => row.day < day)) this.#page.spill()
    this.#sql.exec('DELETE FROM day WHERE day < ?', day)
    this.#sql.exec('DELETE FROM key_usage WHERE day < ?', day)
  }

  forgetDay(day: number): void {
    this.#page.spill()
    this.#sql.exec('DELETE FROM day WHERE day = ?', day)
  }

  eraseUsage(): number {
    this.#page.spill()
    let rows = 0
    for (const table of ['key_usage', 'reservation', 'closed']) {
      rows += this.#sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n
      this.#sql.exec(`DELETE FROM ${table}`)
    }
    return rows
  }

  #usageSince(day: number): UsageRow[] {
    return this.#page.usage.rows().filter((row) => row.day >= day)
  }
}

/** When the first of some rows ended, beside the table's own first. */
export function oldestOf(tableMs: number | null, rows: readonly ClosedRow[]): number | undefined {
  const oldestMs = Math.min(tableMs ?? Infinity, ...rows.map(({ closed_ms }) => closed_ms))
  return oldestMs === Infinity ? undefined : oldestMs
}

function byDayModelAndKey(a: UsageRow, b: UsageRow): number {
  if (a.day !== b.day) return a.day - b.day
  if (a.model !== b.model) return a.model < b.model ? -1 : 1
  return a.key_id < b.key_id ? -1 : Number(a.key_id > b.key_id)
}

function tokensOf({ prompt_tokens, completion_tokens }: Omit<UsageRow, 'day'>): number {
  return prompt_tokens + completion_tokens
}

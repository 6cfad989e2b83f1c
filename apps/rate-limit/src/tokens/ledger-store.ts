import type { Database } from '../requests/meter-store.ts'
import type { Books, ClosedRow, DayRow, ReservationRow, UsageRow } from '../page/books.ts'

/** A statement of a Durable Object takes 100 bound parameters, and a row of `closed` has 5. */
const CLOSED_ROWS_MAX = 20

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
  readonly #database: Database
  readonly #sql: Database['sql']

  constructor(database: Database) {
    this.#database = database
    this.#sql = database.sql
  }

  atomically<T>(write: () => T): T {
    return this.#database.transactionSync(write)
  }

  days(): DayRow[] {
    return this.#sql.exec<DayRow>('SELECT * FROM day').toArray()
  }

  storedBatches(): string[] {
    return this.#sql
      .exec<{ batches: string }>("SELECT batches FROM day WHERE batches <> ''")
      .toArray()
      .map(({ batches }) => batches)
  }

  saveDay(row: DayRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO day (day, requests, written_off_tokens, lost_tokens, lost_until_ms, carried_tokens, cover_tokens, batches)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      row.day,
      row.requests,
      row.written_off_tokens,
      row.lost_tokens,
      row.lost_until_ms,
      row.carried_tokens,
      row.cover_tokens,
      this.batches,
    )
  }

  settledByDay(): { readonly day: number; readonly tokens: number }[] {
    return this.#sql
      .exec<{ day: number; tokens: number }>(
        'SELECT day, SUM(prompt_tokens + completion_tokens) AS tokens FROM key_usage GROUP BY day',
      )
      .toArray()
  }

  /** What was settled on each day from one on. */
  sumsFrom(day: number): DaySums[] {
    return this.#sql
      .exec<DaySums>(
        `SELECT day, SUM(prompt_tokens + completion_tokens) AS tokens, SUM(nano_dollars) AS nano_dollars,
           SUM(unpriced) AS unpriced FROM key_usage WHERE day >= ? GROUP BY day`,
        day,
      )
      .toArray()
  }

  /** What each key has cost from a day on. */
  keyCostsFrom(day: number): KeyCost[] {
    return this.#sql
      .exec<KeyCost>(
        `SELECT key_id, SUM(nano_dollars) AS nano_dollars, SUM(unpriced) AS unpriced FROM key_usage
         WHERE day >= ? AND key_id <> '' GROUP BY key_id`,
        day,
      )
      .toArray()
  }

  /** Every row from one day to another, both included. */
  usageFrom(day: number): UsageRow[] {
    return this.#sql
      .exec<UsageRow>('SELECT * FROM key_usage WHERE day >= ? ORDER BY day, model, key_id', day)
      .toArray()
  }

  /** At most so many rows of some days, after one that was read before. */
  usagePage(
    days: { readonly from: number; readonly to: number },
    after: { readonly day: number; readonly model: string; readonly keyId: string } | undefined,
    rows: number,
  ): UsageRow[] {
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
    for (const row of rows) this.#addUsage(row)
  }

  #addUsage(row: UsageRow): void {
    this.#sql.exec(
      `INSERT INTO key_usage (day, model, key_id, requests, prompt_tokens, cached_prompt_tokens, cache_write_tokens,
         completion_tokens, reasoning_tokens, estimated_tokens, nano_dollars, unpriced)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (day, model, key_id) DO UPDATE SET requests = requests + excluded.requests,
         prompt_tokens = prompt_tokens + excluded.prompt_tokens,
         cached_prompt_tokens = cached_prompt_tokens + excluded.cached_prompt_tokens,
         cache_write_tokens = cache_write_tokens + excluded.cache_write_tokens,
         completion_tokens = completion_tokens + excluded.completion_tokens,
         reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens,
         estimated_tokens = estimated_tokens + excluded.estimated_tokens,
         nano_dollars = nano_dollars + excluded.nano_dollars,
         unpriced = unpriced + excluded.unpriced`,
      row.day,
      row.model,
      row.key_id,
      row.requests,
      row.prompt_tokens,
      row.cached_prompt_tokens,
      row.cache_write_tokens,
      row.completion_tokens,
      row.reasoning_tokens,
      row.estimated_tokens,
      row.nano_dollars,
      row.unpriced,
    )
  }

  reservations(): ReservationRow[] {
    return this.#sql.exec<ReservationRow>('SELECT * FROM reservation ORDER BY expires_ms').toArray()
  }

  addReservation({ id, day, tokens, expires_ms }: ReservationRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO reservation (id, day, tokens, expires_ms) VALUES (?, ?, ?, ?)',
      id,
      day,
      tokens,
      expires_ms,
    )
  }

  removeReservation(id: string): void {
    this.#sql.exec('DELETE FROM reservation WHERE id = ?', id)
  }

  closed(id: string): ClosedRow | undefined {
    return this.#sql.exec<ClosedRow>('SELECT * FROM closed WHERE id = ?', id).toArray()[0]
  }

  close({ id, state, day, tokens, closed_ms }: ClosedRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO closed (id, state, day, tokens, closed_ms) VALUES (?, ?, ?, ?, ?)',
      id,
      state,
      day,
      tokens,
      closed_ms,
    )
  }

  closeAll(rows: readonly ClosedRow[]): void {
    for (let from = 0; from < rows.length; from += CLOSED_ROWS_MAX) {
      const some = rows.slice(from, from + CLOSED_ROWS_MAX)
      this.#sql.exec(
        `INSERT OR REPLACE INTO closed (id, state, day, tokens, closed_ms) VALUES ${some.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
        ...some.flatMap(({ id, state, day, tokens, closed_ms }) => [id, state, day, tokens, closed_ms]),
      )
    }
  }

  forgetClosed(id: string): void {
    this.#sql.exec('DELETE FROM closed WHERE id = ?', id)
  }

  oldestClosedMs(): number | undefined {
    const row = this.#sql.exec<{ ms: number | null }>('SELECT MIN(closed_ms) AS ms FROM closed').one()
    return row.ms ?? undefined
  }

  forgetClosedBefore(ms: number, rows: number): number {
    return this.#sql
      .exec(
        'DELETE FROM closed WHERE id IN (SELECT id FROM closed WHERE closed_ms < ? ORDER BY closed_ms LIMIT ?) RETURNING 1',
        ms,
        rows,
      )
      .toArray().length
  }

  forgetDaysBefore(day: number): void {
    this.#sql.exec('DELETE FROM day WHERE day < ?', day)
    this.#sql.exec('DELETE FROM key_usage WHERE day < ?', day)
  }

  forgetDay(day: number): void {
    this.#sql.exec('DELETE FROM day WHERE day = ?', day)
  }

  eraseUsage(): number {
    let rows = 0
    for (const table of ['key_usage', 'reservation', 'closed']) {
      rows += this.#sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n
      this.#sql.exec(`DELETE FROM ${table}`)
    }
    return rows
  }
}

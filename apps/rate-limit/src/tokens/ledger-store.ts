import type { Database } from '../requests/meter-store.ts'

/** What is stored of one UTC day besides the usage by model. */
export type DayRow = {
  readonly day: number
  readonly requests: number
  readonly written_off_tokens: number
  readonly lost_tokens: number
  /** Until then the lost ones may still be running. */
  readonly lost_until_ms: number
  readonly carried_tokens: number
  readonly cover_tokens: number
}

/** Real usage of one model on one day. */
export type UsageRow = {
  readonly day: number
  readonly model: string
  readonly requests: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
}

export type ReservationRow = {
  readonly id: string
  readonly day: number
  readonly tokens: number
  readonly expires_ms: number
}

/** How a reservation ended. `expired` ones still wait for their settlement. */
export type ClosedState = 'settled' | 'released' | 'expired'

export type ClosedRow = {
  readonly id: string
  readonly state: ClosedState
  readonly day: number
  readonly tokens: number
  readonly closed_ms: number
}

/** A statement of a Durable Object takes 100 bound parameters, and a row of `closed` has 5. */
const CLOSED_ROWS_MAX = 20

/** The tables of the budget: `day`, `usage`, `reservation` (open ones), `closed` (ended ones, kept to recognise repeats). */
export class LedgerStore {
  readonly #database: Database
  readonly #sql: SqlStorage

  constructor(database: Database) {
    this.#database = database
    this.#sql = database.sql
  }

  /** All of it or nothing. */
  atomically<T>(write: () => T): T {
    return this.#database.transactionSync(write)
  }

  days(): DayRow[] {
    return this.#sql.exec<DayRow>('SELECT * FROM day').toArray()
  }

  saveDay(row: DayRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO day (day, requests, written_off_tokens, lost_tokens, lost_until_ms, carried_tokens, cover_tokens)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      row.day,
      row.requests,
      row.written_off_tokens,
      row.lost_tokens,
      row.lost_until_ms,
      row.carried_tokens,
      row.cover_tokens,
    )
  }

  settledByDay(): { readonly day: number; readonly tokens: number }[] {
    return this.#sql
      .exec<{ day: number; tokens: number }>(
        'SELECT day, SUM(prompt_tokens + completion_tokens) AS tokens FROM usage GROUP BY day',
      )
      .toArray()
  }

  usageFrom(day: number): UsageRow[] {
    return this.#sql.exec<UsageRow>('SELECT * FROM usage WHERE day >= ? ORDER BY day, model', day).toArray()
  }

  addUsage(row: UsageRow): void {
    this.#sql.exec(
      `INSERT INTO usage (day, model, requests, prompt_tokens, completion_tokens) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (day, model) DO UPDATE SET requests = requests + excluded.requests,
         prompt_tokens = prompt_tokens + excluded.prompt_tokens,
         completion_tokens = completion_tokens + excluded.completion_tokens`,
      row.day,
      row.model,
      row.requests,
      row.prompt_tokens,
      row.completion_tokens,
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

  /** As {@link LedgerStore.close} for each, in few statements. */
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

  /** At most `rows` of those that ended before `ms`, oldest first; returns how many went. */
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
    this.#sql.exec('DELETE FROM usage WHERE day < ?', day)
  }

  forgetDay(day: number): void {
    this.#sql.exec('DELETE FROM day WHERE day = ?', day)
  }

  /** Everything but the rows of `day`; returns how many rows went. */
  eraseUsage(): number {
    let rows = 0
    for (const table of ['usage', 'reservation', 'closed']) {
      rows += this.#sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n
      this.#sql.exec(`DELETE FROM ${table}`)
    }
    return rows
  }
}

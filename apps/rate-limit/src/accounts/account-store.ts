import type { Database } from '../requests/meter-store.ts'
import type { Books, ClosedRow, DayRow, ReservationRow } from '../page/books.ts'
import type { Account } from './account.ts'

/** The rows of one budget besides the tenant's in tokens: of the tables `account_day`, `account_reservation`, `account_closed`. */
export class AccountStore implements Books {
  readonly #database: Database
  readonly #sql: Database['sql']
  readonly #account: Account

  constructor(database: Database, account: Account) {
    this.#database = database
    this.#sql = database.sql
    this.#account = account
  }

  /** Those that have rows of open reservations: something of them may expire. */
  static openNames(database: Database): string[] {
    return database.sql
      .exec<{ account: string }>('SELECT DISTINCT account FROM account_reservation')
      .toArray()
      .map(({ account }) => account)
  }

  /** Whether the account was ever written to. */
  static hasRows(database: Database, { name }: Account): boolean {
    const found = database.sql.exec(
      'SELECT 1 AS found FROM account_day WHERE account = ?1 UNION ALL SELECT 1 FROM account_reservation WHERE account = ?1 LIMIT 1',
      name,
    )
    return found.toArray().length > 0
  }

  atomically<T>(write: () => T): T {
    return this.#database.transactionSync(write)
  }

  days(): DayRow[] {
    return this.#sql
      .exec<DayRow>(
        `SELECT day, requests, written_off_tokens, lost_tokens, lost_until_ms, carried_tokens, cover_tokens
         FROM account_day WHERE account = ?`,
        this.#account.name,
      )
      .toArray()
  }

  saveDay(row: DayRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO account_day
         (account, day, requests, written_off_tokens, lost_tokens, lost_until_ms, carried_tokens, cover_tokens)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#account.name,
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
    const { keyId, unit } = this.#account
    const amount = unit === 'spend' ? 'nano_dollars' : 'prompt_tokens + completion_tokens'
    const whose = keyId === undefined ? ['1 = ?', 1] : ['key_id = ?', keyId]
    return this.#sql
      .exec<{ day: number; tokens: number }>(
        `SELECT day, SUM(${amount}) AS tokens FROM key_usage WHERE ${whose[0]} GROUP BY day`,
        whose[1],
      )
      .toArray()
  }

  /** The tenant's own ledger writes it. */
  addUsage(): void {}

  reservations(): ReservationRow[] {
    return this.#sql
      .exec<ReservationRow>(
        'SELECT id, day, tokens, expires_ms FROM account_reservation WHERE account = ? ORDER BY expires_ms',
        this.#account.name,
      )
      .toArray()
  }

  addReservation({ id, day, tokens, expires_ms }: ReservationRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO account_reservation (account, id, day, tokens, expires_ms) VALUES (?, ?, ?, ?, ?)',
      this.#account.name,
      id,
      day,
      tokens,
      expires_ms,
    )
  }

  removeReservation(id: string): void {
    this.#sql.exec('DELETE FROM account_reservation WHERE account = ? AND id = ?', this.#account.name, id)
  }

  closed(id: string): ClosedRow | undefined {
    return this.#sql
      .exec<ClosedRow>(
        'SELECT id, state, day, tokens, closed_ms FROM account_closed WHERE account = ? AND id = ?',
        this.#account.name,
        id,
      )
      .toArray()[0]
  }

  close({ id, state, day, tokens, closed_ms }: ClosedRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO account_closed (account, id, state, day, tokens, closed_ms) VALUES (?, ?, ?, ?, ?, ?)',
      this.#account.name,
      id,
      state,
      day,
      tokens,
      closed_ms,
    )
  }

  closeAll(rows: readonly ClosedRow[]): void {
    for (const row of rows) this.close(row)
  }

  forgetClosed(id: string): void {
    this.#sql.exec('DELETE FROM account_closed WHERE account = ? AND id = ?', this.#account.name, id)
  }

  oldestClosedMs(): number | undefined {
    const { ms } = this.#sql
      .exec<{
        ms: number | null
      }>('SELECT MIN(closed_ms) AS ms FROM account_closed WHERE account = ?', this.#account.name)
      .one()
    return ms ?? undefined
  }

  forgetClosedBefore(ms: number, rows: number): number {
    return this.#sql
      .exec(
        `DELETE FROM account_closed WHERE account = ? AND id IN (SELECT id FROM account_closed
           WHERE account = ? AND closed_ms < ? ORDER BY closed_ms LIMIT ?) RETURNING 1`,
        this.#account.name,
        this.#account.name,
        ms,
        rows,
      )
      .toArray().length
  }

  forgetDaysBefore(day: number): void {
    this.#sql.exec('DELETE FROM account_day WHERE account = ? AND day < ?', this.#account.name, day)
  }

  forgetDay(day: number): void {
    this.#sql.exec('DELETE FROM account_day WHERE account = ? AND day = ?', this.#account.name, day)
  }

  eraseUsage(): number {
    let rows = 0
    for (const table of ['account_reservation', 'account_closed']) {
      rows += this.#sql
        .exec(`DELETE FROM ${table} WHERE account = ? RETURNING 1`, this.#account.name)
        .toArray().length
    }
    return rows
  }
}

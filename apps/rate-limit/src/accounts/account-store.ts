import type { Books, ClosedRow, DayRow, ReservationRow, UsageRow } from '../page/books.ts'
import type { OfAccount, Page } from '../page/page.ts'
import { oldestOf } from '../tokens/ledger-store.ts'
import type { Account } from './account.ts'

/** The rows of one budget besides the tenant's in tokens: of the tables `account_day`, `account_reservation`, `account_closed`. */
export class AccountStore implements Books {
  readonly #page: Page
  readonly #sql: Page['sql']
  readonly #account: Account

  constructor(page: Page, account: Account) {
    this.#page = page
    this.#sql = page.sql
    this.#account = account
  }

  /** Those that have rows of open reservations: something of them may expire. */
  static openNames({ sql, accountReservations }: Page): Set<string> {
    const rows = sql.exec<{ account: string }>('SELECT DISTINCT account FROM account_reservation').toArray()
    return new Set([...rows, ...accountReservations.rows()].map(({ account }) => account))
  }

  /** Every one that has any rows. */
  static allNames(page: Page): Set<string> {
    page.spill()
    const tables = ['account_day', 'account_reservation', 'account_closed']
    const names = tables.map((table) => `SELECT account FROM ${table}`).join(' UNION ')
    const rows = page.sql.exec<{ account: string }>(names).toArray()
    return new Set(rows.map(({ account }) => account))
  }

  /** Whether the account was ever written to. */
  static hasRows({ sql, accountDays, accountReservations }: Page, { name }: Account): boolean {
    const isNamed = ({ account }: OfAccount<unknown>) => account === name
    if (accountDays.rows().some(isNamed) || accountReservations.rows().some(isNamed)) return true
    const found = sql.exec(
      'SELECT 1 AS found FROM account_day WHERE account = ?1 UNION ALL SELECT 1 FROM account_reservation WHERE account = ?1 LIMIT 1',
      name,
    )
    return found.toArray().length > 0
  }

  days(): DayRow[] {
    const { name } = this.#account
    const rows = this.#sql
      .exec<OfAccount<DayRow>>('SELECT * FROM account_day WHERE account = ?', name)
      .toArray()
    return this.#page.accountDays.over(rows, ({ account }) => account === name)
  }

  saveDay(row: DayRow): void {
    this.#page.accountDays.put({ ...row, account: this.#account.name })
  }

  settledByDay(): { readonly day: number; readonly tokens: number }[] {
    const { keyId, unit } = this.#account
    const amount = unit === 'spend' ? 'nano_dollars' : 'prompt_tokens + completion_tokens'
    const whose = keyId === undefined ? ['1 = ?', 1] : ['key_id = ?', keyId]
    const rows = this.#sql
      .exec<{ day: number; tokens: number }>(
        `SELECT day, SUM(${amount}) AS tokens FROM key_usage WHERE ${whose[0]} GROUP BY day`,
        whose[1],
      )
      .toArray()
    const added = this.#page.usage.rows().filter((row) => keyId === undefined || row.key_id === keyId)
    return [...rows, ...added.map((row) => ({ day: row.day, tokens: this.#amountOf(row) }))]
  }

  /** The tenant's own ledger writes it. */
  addUsage(): void {}

  reservations(): ReservationRow[] {
    const { name } = this.#account
    const rows = this.#sql
      .exec<OfAccount<ReservationRow>>('SELECT * FROM account_reservation WHERE account = ?', name)
      .toArray()
    return this.#page.accountReservations.over(rows, ({ account }) => account === name)
  }

  addReservation(row: ReservationRow): void {
    this.#page.accountReservations.put({ ...row, account: this.#account.name })
  }

  removeReservation(id: string): void {
    this.#page.accountReservations.remove(this.#account.name, id)
  }

  closed(id: string): ClosedRow | undefined {
    const row = this.#page.accountClosed.get(this.#account.name, id)
    if (row !== undefined) return row ?? undefined
    return this.#sql
      .exec<OfAccount<ClosedRow>>(
        'SELECT * FROM account_closed WHERE account = ? AND id = ?',
        this.#account.name,
        id,
      )
      .toArray()[0]
  }

  close(row: ClosedRow): void {
    this.#page.accountClosed.put({ ...row, account: this.#account.name })
  }

  forgetClosed(id: string): void {
    this.#page.accountClosed.remove(this.#account.name, id)
  }

  oldestClosedMs(): number | undefined {
    const { ms } = this.#sql
      .exec<{
        ms: number | null
      }>('SELECT MIN(closed_ms) AS ms FROM account_closed WHERE account = ?', this.#account.name)
      .one()
    return oldestOf(ms, this.#closedRows())
  }

  forgetClosedBefore(ms: number, rows: number): number {
    if (this.#closedRows().some(({ closed_ms }) => closed_ms < ms)) this.#page.spill()
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
    if (this.#page.accountDays.rows().some((row) => row.day < day)) this.#page.spill()
    this.#sql.exec('DELETE FROM account_day WHERE account = ? AND day < ?', this.#account.name, day)
  }

  forgetDay(day: number): void {
    this.#page.spill()
    this.#sql.exec('DELETE FROM account_day WHERE account = ? AND day = ?', this.#account.name, day)
  }

  eraseUsage(): number {
    this.#page.spill()
    let rows = 0
    for (const table of ['account_reservation', 'account_closed']) {
      rows += this.#sql
        .exec(`DELETE FROM ${table} WHERE account = ? RETURNING 1`, this.#account.name)
        .toArray().length
    }
    return rows
  }

  #closedRows(): ClosedRow[] {
    return this.#page.accountClosed.rows().filter(({ account }) => account === this.#account.name)
  }

  #amountOf(row: UsageRow): number {
    return this.#account.unit === 'spend' ? row.nano_dollars : row.prompt_tokens + row.completion_tokens
  }
}

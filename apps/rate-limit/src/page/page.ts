import { MAX_PAGE_ROWS } from '../limits.ts'
import { MIGRATIONS } from '../migrations.ts'
import type { ClosedRow, DayRow, ReservationRow, UsageRow } from './books.ts'
import type { Database } from './database.ts'
import { Part, type StoredPart } from './part.ts'
import type { Row, Table } from './table.ts'

export type MeterRow = { readonly subject: string; readonly level: number; readonly at_ms: number }
/** A day of the tenant's tokens also says which batches of settlements were applied. */
export type TenantDayRow = DayRow & { readonly batches: string }
/** A row of a budget besides the tenant's in tokens. */
export type OfAccount<R> = R & { readonly account: string }

/** By the names of tables; left out where there is nothing to say. */
interface Stored {
  /** Of the tables that the rows are for. */
  readonly version?: number
  readonly uses?: readonly (readonly [keyId: string, atMs: number])[]
  readonly meter?: StoredPart<MeterRow>
  readonly day?: StoredPart<TenantDayRow>
  readonly reservation?: StoredPart<ReservationRow>
  readonly closed?: StoredPart<ClosedRow>
  readonly key_usage?: StoredPart<UsageRow>
  readonly account_day?: StoredPart<OfAccount<DayRow>>
  readonly account_reservation?: StoredPart<OfAccount<ReservationRow>>
  readonly account_closed?: StoredPart<OfAccount<ClosedRow>>
}

type AnyPart = Pick<Part<Row>, 'size' | 'spill' | 'stored'>

/**
 * One row that stands for many: a request changes a meter, a day, a reservation and what was used, and rows are what is
 * billed. What the page says holds, whatever the tables say. Once it is full, it is emptied into them.
 */
export class Page {
  readonly sql: Database['sql']
  readonly meters: Part<MeterRow>
  readonly days: Part<TenantDayRow>
  readonly reservations: Part<ReservationRow>
  readonly closed: Part<ClosedRow>
  /** What is added to the table's sums. */
  readonly usage: Part<UsageRow>
  readonly accountDays: Part<OfAccount<DayRow>>
  readonly accountReservations: Part<OfAccount<ReservationRow>>
  readonly accountClosed: Part<OfAccount<ClosedRow>>
  /** When keys were last used, until that is reported: written with whatever is. */
  readonly uses: Map<string, number>
  readonly #database: Database
  readonly #parts = new Map<string, AnyPart>()
  /** What a newer version has written of tables that this one does not know. */
  #unknown: readonly (readonly [name: string, part: unknown])[]
  #isDirty = false

  constructor(database: Database) {
    this.#database = database
    this.sql = database.sql
    const { version = MIGRATIONS.length, uses = [], ...read } = this.#readStored()
    this.uses = new Map(uses)
    this.meters = this.#part({ name: 'meter', key: ['subject'] }, read.meter)
    this.days = this.#part({ name: 'day', key: ['day'] }, read.day)
    this.reservations = this.#part({ name: 'reservation', key: ['id'] }, read.reservation)
    this.closed = this.#part({ name: 'closed', key: ['id'] }, read.closed)
    const ofUsage = ['day', 'model', 'key_id']
    this.usage = this.#part({ name: 'key_usage', key: ofUsage, isSum: true }, read.key_usage)
    const { account_day, account_reservation, account_closed } = read
    this.accountDays = this.#part({ name: 'account_day', key: ['account', 'day'] }, account_day)
    const ofAccount = ['account', 'id']
    this.accountReservations = this.#part(
      { name: 'account_reservation', key: ofAccount },
      account_reservation,
    )
    this.accountClosed = this.#part({ name: 'account_closed', key: ofAccount }, account_closed)
    this.#unknown = Object.entries(read).filter(([name]) => !this.#parts.has(name))
    // Rows of another version have other columns: their tables know what to put there.
    if (version !== MIGRATIONS.length) this.spill()
  }

  /** Whether the row is behind what the page says. */
  get isDirty(): boolean {
    return this.#isDirty
  }

  /** Writes the row, if it is behind: to be called once, at the end of a step. */
  save(): void {
    if (!this.#isDirty) return
    if (this.#size() > MAX_PAGE_ROWS) this.spill()
    else this.#write()
  }

  /** Empties the page into the tables, for whoever needs them to say everything. */
  spill(): void {
    if (this.#size() === 0) return
    this.#database.transactionSync(() => {
      for (const part of this.#parts.values()) part.spill(this.sql)
      this.#write()
    })
  }

  /** After an erasure nothing stays, known or not. */
  forgetUnknown(): void {
    this.#unknown = []
    this.#isDirty = true
  }

  #write(): void {
    this.sql.exec('INSERT OR REPLACE INTO page (id, body) VALUES (1, ?)', JSON.stringify(this.#stored()))
    this.#isDirty = false
  }

  #part<R extends Row>(table: Table, stored: StoredPart<R> = []): Part<R> {
    const part = new Part(table, stored, () => (this.#isDirty = true))
    this.#parts.set(table.name, part)
    return part
  }

  #readStored(): Stored {
    const [row] = this.sql.exec<{ body: string }>('SELECT body FROM page').toArray()
    return row === undefined ? {} : JSON.parse(row.body)
  }

  #stored(): Stored {
    const said = [...this.#parts].filter(([, { size }]) => size > 0)
    const parts = said.map(([name, part]) => [name, part.stored()] as const)
    const uses = this.uses.size === 0 ? {} : { uses: [...this.uses].slice(-MAX_PAGE_ROWS) }
    return { version: MIGRATIONS.length, ...uses, ...Object.fromEntries([...this.#unknown, ...parts]) }
  }

  #size(): number {
    return [...this.#parts.values()].reduce((sum, { size }) => sum + size, 0)
  }
}

import { AccountStore } from '../accounts/account-store.ts'
import { keyAccount, TENANT_SPEND } from '../accounts/account.ts'
import type { Books } from '../page/books.ts'
import type { Database } from '../page/database.ts'
import { Page } from '../page/page.ts'
import { MeterStore } from '../requests/meter-store.ts'
import { LedgerStore } from '../tokens/ledger-store.ts'
import { SqliteDatabase } from './sqlite-database.ts'

/** Whose rows: the tenant's in tokens, its in money, or a key's in money. */
export const WHOSE = ['tokens', 'money', 'key'] as const
export type Whose = (typeof WHOSE)[number]

const ACCOUNTS = { money: TENANT_SPEND, key: keyAccount('k', 'spend') }
/** Reservations are `res_0` to the one before this. */
export const IDS = 90
/** Of these, so many may end. */
export const ENDED_IDS = 24

/** What the stores must say; plain values, so that a copy is what was saved. */
export interface Said {
  readonly days: Record<string, number>
  readonly held: Record<string, number>
  readonly closed: Record<string, string>
  readonly usage: Record<string, number>
  readonly meters: Record<string, number>
}

const nothing = (): Said => ({ days: {}, held: {}, closed: {}, usage: {}, meters: {} })

/** Thrown by a statement or a step that is to fail. */
class Failed extends Error {}

/** Stores over one page, and beside them what they must say. */
export class PlayedPage {
  readonly #tables = new SqliteDatabase()
  /** How many statements are left until one fails. */
  #untilFailure = Number.POSITIVE_INFINITY
  readonly #database: Database = {
    sql: {
      exec: (...input) => {
        this.#untilFailure -= 1
        if (this.#untilFailure <= 0) throw new Failed('a statement')
        return this.#tables.sql.exec(...input)
      },
    },
    transactionSync: (write) => this.#tables.transactionSync(write),
  }
  #saved = nothing()
  said = nothing()
  page = new Page(this.#database)

  books(whose: Whose): Books {
    return whose === 'tokens' ? this.ledger : new AccountStore(this.page, ACCOUNTS[whose])
  }

  get ledger(): LedgerStore {
    return new LedgerStore(this.page)
  }

  get meters(): MeterStore {
    return new MeterStore(this.page)
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

  /** All of it or nothing, as steps that write to tables themselves. */
  wholeStep(step: () => void, { throws }: { readonly throws: boolean }): void {
    const before = this.#saved
    this.#orStartOver(before, () =>
      this.#tables.transactionSync(() => {
        step()
        if (throws) throw new Failed('a step')
        this.save()
      }),
    )
  }

  /** One of its statements fails, if it has so many. */
  saveBroken(statement: number): void {
    this.#untilFailure = statement
    this.#orStartOver(this.#saved, () => this.save())
  }

  /** The accounts besides the tenant's own that have rows; for that the page is emptied. */
  names(): string[] {
    const names = AccountStore.allNames(this.page)
    this.save()
    return [...names].sort()
  }

  namesSaid(): string[] {
    const { days, held, closed } = this.said
    const keys = [days, held, closed].flatMap((record) => Object.keys(record))
    const isNamed = (whose: Whose) => keys.some((key) => key.startsWith(`${whose} `))
    return (['money', 'key'] as const)
      .filter(isNamed)
      .map((whose) => ACCOUNTS[whose].name)
      .sort()
  }

  stored(): Said {
    const seen = nothing()
    for (const whose of WHOSE) {
      const books = this.books(whose)
      for (const row of books.days()) seen.days[`${whose} ${row.day}`] = row.requests
      for (const row of books.reservations()) seen.held[`${whose} ${row.id}`] = row.tokens
      for (let n = 0; n < ENDED_IDS; n += 1) {
        const row = books.closed(`res_${n}`)
        if (row !== undefined) seen.closed[`${whose} ${row.id}`] = row.state
      }
    }
    for (const row of this.ledger.usageFrom(0)) {
      const name = `${row.day} ${row.model}`
      seen.usage[name] = (seen.usage[name] ?? 0) + row.requests * 10_000 + row.completion_tokens
    }
    for (const { subject, meter } of this.meters.all()) seen.meters[subject] = meter.level
    return seen
  }

  /** After a step that throws, memory is what is stored. */
  #orStartOver(before: Said, step: () => void): void {
    try {
      step()
      this.#untilFailure = Number.POSITIVE_INFINITY
    } catch (thrown) {
      if (!(thrown instanceof Failed)) throw thrown
      this.#untilFailure = Number.POSITIVE_INFINITY
      this.#saved = before
      this.crash()
    }
  }
}

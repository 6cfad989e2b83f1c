import type { Database } from './database.ts'
import { removeRow, writeRows, type Row, type Table } from './table.ts'

/** As it is stored: rows by key, and nothing for those that are removed. */
export type StoredPart<R> = readonly (readonly [key: string, row: R | null])[]

/** What a page says of one table: rows that are new or changed, and those that are gone. */
export class Part<R extends Row> {
  readonly #table: Table
  readonly #entries: Map<string, R | null>
  readonly #changed: () => void
  /** The keys of rows that the table is known to have; undefined as long as it was not read. */
  #inTable: Set<string> | undefined

  constructor(table: Table, stored: StoredPart<R>, changed: () => void) {
    this.#table = table
    this.#entries = new Map(stored)
    this.#changed = changed
  }

  get size(): number {
    return this.#entries.size
  }

  /** Null for a row that is removed; undefined for one of which only the table knows. */
  get(...key: readonly SqlStorageValue[]): R | null | undefined {
    return this.#entries.get(JSON.stringify(key))
  }

  /** @throws TypeError A number that no table takes: later, it would keep all others from their tables. */
  put(row: R): void {
    if (!Object.values(row).every(isStorable)) throw new TypeError(`${this.#table.name}: not a number`)
    this.#entries.set(this.#keyOf(row), row)
    this.#changed()
  }

  remove(...values: readonly SqlStorageValue[]): void {
    const key = JSON.stringify(values)
    const isOnlyHere = this.#inTable !== undefined && !this.#inTable.has(key)
    if (isOnlyHere) this.#entries.delete(key)
    else this.#entries.set(key, null)
    this.#changed()
  }

  rows(): R[] {
    return [...this.#entries.values()].filter((row) => row !== null)
  }

  /** All rows of the table, or all that are meant, as the page has changed them. */
  over(read: readonly R[], isMeant: (row: R) => boolean = () => true): R[] {
    this.#inTable ??= new Set()
    for (const row of read) this.#inTable.add(this.#keyOf(row))
    const untouched = read.filter((row) => !this.#entries.has(this.#keyOf(row)))
    return [...untouched, ...this.rows().filter(isMeant)]
  }

  /** Into the table; the page says nothing of it any more. */
  spill(sql: Database['sql']): void {
    writeRows(sql, this.#table, this.rows())
    for (const [key, row] of this.#entries) {
      if (row === null) removeRow(sql, this.#table, valuesIn(key))
      if (row === null) this.#inTable?.delete(key)
      else this.#inTable?.add(key)
    }
    this.#entries.clear()
  }

  stored(): StoredPart<R> {
    return [...this.#entries]
  }

  #keyOf(row: R): string {
    return JSON.stringify(this.#table.key.map((column) => row[column]))
  }
}

function isStorable(value: SqlStorageValue): boolean {
  return typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER
}

function valuesIn(key: string): SqlStorageValue[] {
  return JSON.parse(key)
}

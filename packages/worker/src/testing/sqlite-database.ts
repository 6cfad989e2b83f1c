import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** An object's storage in node: the same SQL on the same engine. */
export class SqliteDatabase {
  readonly #db = new DatabaseSync(':memory:')
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()

  constructor(migrations: readonly string[]) {
    for (const migration of migrations) this.#db.exec(migration)
  }

  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the part of it that stores use
  readonly sql = { exec: this.#exec.bind(this) } as unknown as SqlStorage

  transactionSync<T>(write: () => T): T {
    this.#db.exec('SAVEPOINT step')
    try {
      const result = write()
      this.#db.exec('RELEASE step')
      return result
    } catch (thrown) {
      this.#db.exec('ROLLBACK TO step; RELEASE step')
      throw thrown
    }
  }

  /** Runs a step whose writes never reach the disk: the crash came first. */
  lost(step: () => void): void {
    this.#db.exec('SAVEPOINT lost')
    step()
    this.#db.exec('ROLLBACK TO lost; RELEASE lost')
  }

  rowsWritten(): number {
    return Number(this.#db.prepare('SELECT total_changes() AS n').get()?.['n'])
  }

  #exec(query: string, ...values: SQLInputValue[]) {
    const statement = this.#statements.get(query) ?? this.#db.prepare(query)
    this.#statements.set(query, statement)
    const rows = statement.all(...values)
    return { toArray: () => rows, one: () => rows[0] }
  }
}

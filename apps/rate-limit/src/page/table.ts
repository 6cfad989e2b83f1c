import type { Database } from './database.ts'

export type Row = Readonly<Record<string, SqlStorageValue>>

/** A table whose rows are told apart by some of their columns. */
export interface Table {
  readonly name: string
  readonly key: readonly string[]
  /** Its other columns are sums: what is written is added to what is there. */
  readonly isSum?: true
}

/** A statement of a Durable Object takes so many bound parameters. */
const MAX_PARAMETERS = 100

/** Rows with the same columns, in few statements. */
export function writeRows(sql: Database['sql'], table: Table, rows: readonly Row[]): void {
  for (const [columns, alike] of Map.groupBy(rows, (row) => Object.keys(row).join(', '))) {
    const width = columns.split(', ').length
    const atOnce = Math.floor(MAX_PARAMETERS / width)
    for (let from = 0; from < alike.length; from += atOnce) {
      const some = alike.slice(from, from + atOnce)
      const places = some.map(() => `(${Array.from({ length: width }, () => '?').join(', ')})`)
      const values = `INTO ${table.name} (${columns}) VALUES ${places.join(', ')}`
      const statement = table.isSum
        ? `INSERT ${values} ${addingTo(table, columns.split(', '))}`
        : `INSERT OR REPLACE ${values}`
      sql.exec(statement, ...some.flatMap((row) => Object.values(row)))
    }
  }
}

export function removeRow(
  sql: Database['sql'],
  { name, key }: Table,
  values: readonly SqlStorageValue[],
): void {
  sql.exec(`DELETE FROM ${name} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`, ...values)
}

function addingTo({ key }: Table, columns: readonly string[]): string {
  const sums = columns.filter((column) => !key.includes(column))
  const sets = sums.map((column) => `${column} = ${column} + excluded.${column}`)
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${sets.join(', ')}`
}

import { parsedObject, type JsonObject } from './json.ts'

export interface PlanRow {
  readonly name: string
  /** Parts of a tenant's config, and a description. */
  readonly document: JsonObject
  readonly version: number
  readonly createdMs: number
  readonly updatedMs: number
}

interface Columns extends Record<string, SqlStorageValue> {
  name: string
  document: string
  version: number
  created_ms: number
  updated_ms: number
}

/** Named limits. There are few of them. */
export class PlanTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(name: string): PlanRow | undefined {
    const [row] = this.#sql.exec<Columns>('SELECT * FROM plan WHERE name = ?', name).toArray()
    return row === undefined ? undefined : rowOf(row)
  }

  after(name: string, count: number): PlanRow[] {
    return this.#sql
      .exec<Columns>('SELECT * FROM plan WHERE name > ? ORDER BY name LIMIT ?', name, count)
      .toArray()
      .map(rowOf)
  }

  put({ name, document, version, createdMs, updatedMs }: PlanRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO plan (name, document, version, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?)',
      name,
      JSON.stringify(document),
      version,
      createdMs,
      updatedMs,
    )
  }

  remove(name: string): void {
    this.#sql.exec('DELETE FROM plan WHERE name = ?', name)
  }
}

function rowOf({ name, document, version, created_ms: createdMs, updated_ms: updatedMs }: Columns): PlanRow {
  return { name, document: parsedObject(document), version, createdMs, updatedMs }
}

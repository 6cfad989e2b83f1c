/** An object's storage as a release left it: what it had migrated, and what it had written. */
export interface StoredObject {
  readonly migrations: readonly string[]
  readonly kv: Readonly<Record<string, unknown>>
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, SqlStorageValue>>[]>>
}

/**
 * For tests: puts an object's storage into that state. The object in memory knows nothing of it, so evict it
 * afterwards.
 */
export async function restore(
  storage: DurableObjectStorage,
  { migrations, kv, rows }: StoredObject,
): Promise<void> {
  await storage.deleteAll()
  storage.transactionSync(() => {
    for (const statements of migrations) storage.sql.exec(statements)
    for (const [table, some] of Object.entries(rows)) for (const row of some) insert(storage.sql, table, row)
    for (const [key, value] of Object.entries(kv)) storage.kv.put(key, value)
    if (migrations.length > 0) storage.kv.put('schemaVersion', migrations.length)
  })
}

/**
 * For tests: what a newer version's migration could have done, and that it did more than this version knows.
 */
export function migrateBeyond(storage: DurableObjectStorage, statements: string): void {
  storage.sql.exec(statements)
  storage.kv.put('schemaVersion', (storage.kv.get<number>('schemaVersion') ?? 0) + 7)
}

function insert(sql: SqlStorage, table: string, row: Readonly<Record<string, SqlStorageValue>>): void {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  sql.exec(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...Object.values(row))
}

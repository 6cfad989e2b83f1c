/**
 * Brings a Durable Object's tables to the newest schema; call it in the constructor. Entry n takes version n to n + 1, so the list is
 * append-only. Synchronous and in one transaction: no request can see half a schema, and running twice does what running once does.
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly string[]): void {
  const from = storage.kv.get<number>('schemaVersion') ?? 0
  if (from >= migrations.length) return
  storage.transactionSync(() => {
    for (const statements of migrations.slice(from)) storage.sql.exec(statements)
    storage.kv.put('schemaVersion', migrations.length)
  })
}

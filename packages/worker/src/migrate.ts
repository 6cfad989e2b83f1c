import type { Log } from '@bulkhead/logging/log'

/** Where an object keeps how many migrations it has run. */
const VERSION = 'schemaVersion'

/**
 * Brings a Durable Object's tables to the newest schema; call it in the constructor. Entry n takes version n
 * to n + 1, so the list is append-only. Synchronous and in one transaction: no request can see half a schema,
 * and running twice does what running once does.
 *
 * Tables that a newer version has migrated stay as they are, and this version works with them: entries only
 * add, so what it knows is still there. That is how a deployment is rolled back.
 */
export function migrate(
  storage: Pick<DurableObjectStorage, 'sql' | 'kv' | 'transactionSync'>,
  migrations: readonly string[],
  log: Pick<Log, 'warn'>,
): void {
  const from = storage.kv.get<number>(VERSION) ?? 0
  if (from > migrations.length) {
    log.warn('schema is newer', { schemaVersion: from, knownSchemaVersion: migrations.length })
  }
  if (from >= migrations.length) return
  storage.transactionSync(() => {
    for (const statements of migrations.slice(from)) storage.sql.exec(statements)
    storage.kv.put(VERSION, migrations.length)
  })
}

import { SqliteDatabase as Database } from '@bulkhead/worker/testing/sqlite-database'

import { MIGRATIONS } from '../migrations.ts'

/** A RateLimiter's storage in node. */
export class SqliteDatabase extends Database {
  constructor() {
    super(MIGRATIONS)
  }
}

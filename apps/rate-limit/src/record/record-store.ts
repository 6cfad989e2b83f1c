import type { KeyRecord, Prices, TenantSettings } from '@bulkhead/contracts/record/tenant-record'

import type { Database } from '../page/database.ts'

/** A copy as it is stored; without a config the tenant is gone. */
export interface StoredRecord {
  readonly epoch: number
  readonly config: TenantSettings | undefined
  readonly prices: Prices
}

/** The tables of the record's copy: `record`, which is one row, and `api_key`, a row each. */
export class RecordStore {
  readonly #database: Database
  readonly #sql: Database['sql']

  constructor(database: Database) {
    this.#database = database
    this.#sql = database.sql
  }

  /** All of it or nothing. */
  atomically(write: () => void): void {
    this.#database.transactionSync(write)
  }

  read(): StoredRecord | undefined {
    const [row] = this.#sql
      .exec<{ epoch: number; config: string | null; prices: string }>(
        'SELECT epoch, config, prices FROM record',
      )
      .toArray()
    if (row === undefined) return undefined
    const config: TenantSettings | undefined = row.config === null ? undefined : JSON.parse(row.config)
    return { epoch: row.epoch, config, prices: JSON.parse(row.prices) }
  }

  write({ epoch, config, prices }: StoredRecord): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO record (id, epoch, config, prices) VALUES (1, ?, ?, ?)',
      epoch,
      config === undefined ? null : JSON.stringify(config),
      JSON.stringify(prices),
    )
  }

  key(keyId: string): KeyRecord | undefined {
    const [row] = this.#sql
      .exec<{ record: string }>('SELECT record FROM api_key WHERE key_id = ?', keyId)
      .toArray()
    return row === undefined ? undefined : JSON.parse(row.record)
  }

  writeKey(key: KeyRecord): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO api_key (key_id, record) VALUES (?, ?)',
      key.keyId,
      JSON.stringify(key),
    )
  }

  removeKey(keyId: string): void {
    this.#sql.exec('DELETE FROM api_key WHERE key_id = ?', keyId)
  }

  removeAllKeys(): void {
    this.#sql.exec('DELETE FROM api_key')
  }
}

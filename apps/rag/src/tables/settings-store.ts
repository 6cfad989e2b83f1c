import { parseFlagRecord } from '@bulkhead/flags/flag-record'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import type { EmbeddingStamp } from '../corpus-protocol.ts'

/** What holds for a whole corpus, in one row: named SQL. */
export class SettingsStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Which model made its vectors. Undefined: there are none yet. */
  stamp(): EmbeddingStamp | undefined {
    return this.#sql
      .exec<{
        model: string
        dimensions: number
      }>('SELECT model, dimensions FROM settings WHERE model IS NOT NULL')
      .toArray()[0]
  }

  setStamp(stamp: EmbeddingStamp | null): void {
    this.#sql.exec(
      `INSERT INTO settings (only_row, model, dimensions) VALUES (1, ?, ?)
       ON CONFLICT (only_row) DO UPDATE SET model = excluded.model, dimensions = excluded.dimensions`,
      stamp?.model ?? null,
      stamp?.dimensions ?? null,
    )
  }

  /** The flags of the tenant's config, as far as they are known here. */
  flags(): FlagOverrides {
    const row = this.#sql.exec<{ flags: string }>('SELECT flags FROM settings').toArray()[0]
    return parseFlagRecord(row?.flags).overrides
  }

  setFlags(flags: FlagOverrides): void {
    this.#sql.exec(
      `INSERT INTO settings (only_row, flags) VALUES (1, ?)
       ON CONFLICT (only_row) DO UPDATE SET flags = excluded.flags WHERE flags <> excluded.flags`,
      JSON.stringify(flags),
    )
  }
}

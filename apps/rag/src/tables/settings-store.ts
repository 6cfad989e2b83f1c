import { parseFlagRecord } from '@bulkhead/flags/flag-record'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import type { EmbeddingStamp } from '../corpus-protocol.ts'

/** By which version of the analyzer all words are indexed, and up to which chunk by the `next` one. */
export interface WordsMove {
  readonly version: number
  readonly next: number
  readonly chunk: number
}

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

  wordsMove(): WordsMove {
    const [row] = this.#sql
      .exec<{ version: number; next: number; chunk: number }>(
        'SELECT words_version AS version, words_next AS next, words_chunk AS chunk FROM settings',
      )
      .toArray()
    return row ?? { version: 0, next: 0, chunk: 0 }
  }

  setWordsMove({ version, next, chunk }: WordsMove): void {
    this.#sql.exec(
      `INSERT INTO settings (only_row, words_version, words_next, words_chunk) VALUES (1, ?, ?, ?)
       ON CONFLICT (only_row) DO UPDATE SET words_version = excluded.words_version,
         words_next = excluded.words_next, words_chunk = excluded.words_chunk`,
      version,
      next,
      chunk,
    )
  }
}

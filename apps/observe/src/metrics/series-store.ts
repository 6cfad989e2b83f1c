import * as z from 'zod/mini'

import type { Sample } from './series-set.ts'

const Key = z.array(z.string())
const Numbers = z.array(z.number())

/** The series on disk, one row each. */
export class SeriesStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  load(): Sample[] {
    return this.#sql
      .exec<{ key: string; numbers: string }>('SELECT key, numbers FROM series')
      .toArray()
      .map(({ key, numbers }) => ({
        key: z.parse(Key, JSON.parse(key)),
        numbers: z.parse(Numbers, JSON.parse(numbers)),
      }))
  }

  save(samples: readonly Sample[]): void {
    for (const { key, numbers } of samples) {
      const row = [JSON.stringify(key), JSON.stringify(numbers)]
      this.#sql.exec('INSERT OR REPLACE INTO series (key, numbers) VALUES (?, ?)', ...row)
    }
  }
}

import * as z from 'zod/mini'

import { SERIES_A_PAGE } from '../limits.ts'
import type { Sample } from './series-set.ts'

const Key = z.array(z.string())
const Numbers = z.array(z.number())
const Samples = z.array(z.object({ key: Key, numbers: Numbers }))

/**
 * The series on disk, many in a row: what is written is paid by the row, and most series of a busy deployment
 * change all the time.
 */
export class SeriesStore {
  readonly #sql: SqlStorage
  /** By key. */
  readonly #pages: Map<string, Sample>[] = []
  readonly #pageOf = new Map<string, number>()

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  load(): Sample[] {
    const rows = this.#sql.exec<{ n: number; samples: string }>('SELECT n, samples FROM page ORDER BY n')
    return rows.toArray().flatMap((row) => {
      const samples = z.parse(Samples, JSON.parse(row.samples))
      for (const sample of samples) this.#keep(sample, row.n)
      return samples
    })
  }

  /** Those that a version before pages has left: at an upgrade, and when a roll-back is over. */
  loadOlder(): Sample[] {
    return this.#sql
      .exec<{ key: string; numbers: string }>('SELECT key, numbers FROM series')
      .toArray()
      .map(({ key, numbers }) => ({
        key: z.parse(Key, JSON.parse(key)),
        numbers: z.parse(Numbers, JSON.parse(numbers)),
      }))
  }

  forgetOlder(): void {
    this.#sql.exec('DELETE FROM series')
  }

  save(samples: readonly Sample[]): void {
    for (const n of new Set(samples.map((sample) => this.#keep(sample, this.#pageFor(sample))))) {
      const page = JSON.stringify([...(this.#pages[n]?.values() ?? [])])
      this.#sql.exec('INSERT OR REPLACE INTO page (n, samples) VALUES (?, ?)', n, page)
    }
  }

  #keep(sample: Sample, n: number): number {
    const id = idOf(sample)
    const page = this.#pages[n] ?? new Map<string, Sample>()
    this.#pages[n] = page.set(id, sample)
    this.#pageOf.set(id, n)
    return n
  }

  /** The one that it is in, or that has room: a series in two of them would count twice. */
  #pageFor(sample: Sample): number {
    const last = Math.max(0, this.#pages.length - 1)
    const hasRoom = (this.#pages[last]?.size ?? 0) < SERIES_A_PAGE
    return this.#pageOf.get(idOf(sample)) ?? (hasRoom ? last : last + 1)
  }
}

function idOf({ key }: Sample): string {
  return key.join('\0')
}

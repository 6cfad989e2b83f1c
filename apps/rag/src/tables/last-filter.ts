import type { Filter } from '@bulkhead/contracts/http/filter'

import type { DocumentStore, LiveVersion } from './document-store.ts'

interface Remembered {
  readonly filter: string
  /** How many rows had ever been written then. */
  readonly writes: number
  readonly chunksMax: number
  readonly met: LiveVersion[] | null
}

/**
 * Caches which versions meet the last filter: both sides of a search ask, and answering scans every version.
 * Any write invalidates it.
 */
export class LastFilter {
  readonly #sql: SqlStorage
  readonly #documents: Pick<DocumentStore, 'meeting'>
  #last: Remembered | undefined

  constructor(sql: SqlStorage, documents: Pick<DocumentStore, 'meeting'>) {
    this.#sql = sql
    this.#documents = documents
  }

  /** The live versions that meet the filter, or null when they have more than `chunksMax` chunks together. */
  meeting(filter: Filter, chunksMax: number): LiveVersion[] | null {
    const { met } = this.#known(JSON.stringify(filter), chunksMax) ?? this.#lookUp(filter, chunksMax)
    if (met === null) return null
    return met.reduce((sum, { chunks }) => sum + chunks, 0) > chunksMax ? null : met
  }

  #known(filter: string, chunksMax: number): Remembered | undefined {
    const last = this.#last
    if (last?.filter !== filter || last.chunksMax < chunksMax) return undefined
    return last.writes === this.#writes() ? last : undefined
  }

  #lookUp(filter: Filter, chunksMax: number): Remembered {
    const met = this.#documents.meeting(filter, chunksMax)
    this.#last = { filter: JSON.stringify(filter), writes: this.#writes(), chunksMax, met }
    return this.#last
  }

  #writes(): number {
    return this.#sql.exec<{ n: number }>('SELECT total_changes() AS n').one().n
  }
}

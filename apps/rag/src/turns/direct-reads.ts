import { DIRECT_READ_LOST_MS, DIRECT_READS, DIRECT_READS_OF_TENANT } from '../limits.ts'

interface Reading {
  readonly tenantId: string
  readonly sinceMs: number
}

/**
 * Documents that the requests which brought them are reading, in this isolate: few, and of each tenant fewer,
 * so that a bulk upload goes through the queue, where tenants take turns.
 */
export class DirectReads {
  readonly #running = new Set<Reading>()

  /** Undefined: the queue is to have it. Call what is returned at the end. */
  begin(tenantId: string): (() => void) | undefined {
    const nowMs = Date.now()
    for (const one of this.#running) if (nowMs - one.sinceMs > DIRECT_READ_LOST_MS) this.#running.delete(one)
    const own = [...this.#running].filter((one) => one.tenantId === tenantId).length
    if (this.#running.size >= DIRECT_READS || own >= DIRECT_READS_OF_TENANT) return undefined
    const reading = { tenantId, sinceMs: nowMs }
    this.#running.add(reading)
    return () => {
      this.#running.delete(reading)
    }
  }
}

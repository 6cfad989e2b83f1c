import { DIRECT_READS, DIRECT_READS_OF_TENANT } from '../limits.ts'

/**
 * Documents that the requests which brought them are reading, in this isolate: few, and of each tenant fewer,
 * so that a bulk upload goes through the queue, where tenants take turns.
 */
export class DirectReads {
  readonly #running = new Map<string, number>()

  /** Undefined: the queue is to have it. Call what is returned at the end. */
  begin(tenantId: string): (() => void) | undefined {
    const own = this.#running.get(tenantId) ?? 0
    const all = [...this.#running.values()].reduce((sum, count) => sum + count, 0)
    if (all >= DIRECT_READS || own >= DIRECT_READS_OF_TENANT) return undefined
    this.#running.set(tenantId, own + 1)
    return () => this.#end(tenantId)
  }

  #end(tenantId: string): void {
    const left = (this.#running.get(tenantId) ?? 0) - 1
    if (left > 0) this.#running.set(tenantId, left)
    else this.#running.delete(tenantId)
  }
}

import { within } from '@bulkhead/calls/deadline'

/**
 * Requests that wait for what another one asks for. Each is woken in its own context, and never waits longer than it
 * said: whoever asks may be ended with its client.
 */
export class Waiters {
  readonly #byName = new Map<string, Set<() => void>>()

  count(name: string): number {
    return this.#byName.get(name)?.size ?? 0
  }

  async wait(name: string, timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = this.#byName.get(name) ?? new Set()
    this.#byName.set(name, waiting.add(resolve))
    await within(timeoutMs, promise).catch(() => this.#remove(name, resolve))
  }

  /** So many of those that wait under the name, the longest first. */
  wake(name: string, count: number): void {
    let left = count
    for (const resolve of this.#byName.get(name) ?? []) {
      if (left === 0) return
      left -= 1
      this.#remove(name, resolve)
      resolve()
    }
  }

  #remove(name: string, resolve: () => void): void {
    const waiting = this.#byName.get(name)
    waiting?.delete(resolve)
    if (waiting?.size === 0) this.#byName.delete(name)
  }
}

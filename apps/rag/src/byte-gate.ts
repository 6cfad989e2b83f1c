import { within } from '@bulkhead/calls/deadline'

interface Waiting {
  readonly bytes: number
  readonly enter: () => void
}

/**
 * Keeps what is worked on at the same time below a number of bytes, first come, first served; what is larger than that goes alone. Fails open:
 * whoever has waited for `patienceMs` goes in, since the one inside may have been ended by the runtime without a word.
 */
export class ByteGate {
  readonly #limit: number
  readonly #patienceMs: number
  readonly #waiting: Waiting[] = []
  #inside = 0

  constructor(limit: number, patienceMs: number) {
    this.#limit = limit
    this.#patienceMs = patienceMs
  }

  async through<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const counted = Math.min(bytes, this.#limit)
    await this.#turn(counted)
    try {
      return await work()
    } finally {
      this.#inside -= counted
      this.#letIn()
    }
  }

  /** Counted the moment its turn has come, not when it is noticed: nobody slips in between. */
  async #turn(bytes: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const waiting = { bytes, enter: () => resolve(undefined) }
    this.#waiting.push(waiting)
    this.#letIn()
    try {
      await within(this.#patienceMs, promise)
    } catch {
      const place = this.#waiting.indexOf(waiting)
      if (place < 0) return
      this.#waiting.splice(place, 1)
      this.#inside += bytes
      this.#letIn()
    }
  }

  #letIn(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#inside + next.bytes > this.#limit) return
      this.#waiting.shift()
      this.#inside += next.bytes
      next.enter()
    }
  }
}

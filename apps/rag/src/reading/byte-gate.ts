import { within } from '@bulkhead/calls/deadline'

interface Waiting {
  readonly bytes: number
  readonly enter: (pass: Pass) => void
}

/** What somebody inside takes up. An object, since two may have the same numbers. */
interface Pass {
  readonly bytes: number
  readonly sinceMs: number
}

/**
 * Keeps what is worked on at the same time below a number of bytes, first come, first served; what is larger
 * than that goes alone. Fails open: whoever has waited for `patienceMs` goes in, and whoever has been inside
 * for so long no longer counts, since the runtime may have ended it without a word.
 */
export class ByteGate {
  readonly #limit: number
  readonly #patienceMs: number
  readonly #waiting: Waiting[] = []
  /** In the order in which they went in. */
  readonly #inside = new Set<Pass>()

  constructor(limit: number, patienceMs: number) {
    this.#limit = limit
    this.#patienceMs = patienceMs
  }

  /** Whether somebody with so many bytes would go in at once. */
  hasRoomFor(bytes: number): boolean {
    this.#forgetLost()
    return this.#waiting.length === 0 && this.#insideBytes() + Math.min(bytes, this.#limit) <= this.#limit
  }

  async through<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const pass = await this.#turn(Math.min(bytes, this.#limit))
    try {
      return await work()
    } finally {
      this.#inside.delete(pass)
      this.#letIn()
    }
  }

  /** Counted the moment its turn has come, not when it is noticed: nobody slips in between. */
  async #turn(bytes: number): Promise<Pass> {
    const { promise, resolve } = Promise.withResolvers<Pass>()
    const waiting = { bytes, enter: resolve }
    this.#waiting.push(waiting)
    this.#letIn()
    try {
      return await within(this.#patienceMs, promise)
    } catch {
      const place = this.#waiting.indexOf(waiting)
      if (place < 0) return promise
      this.#waiting.splice(place, 1)
      const pass = this.#count(bytes)
      this.#letIn()
      return pass
    }
  }

  #letIn(): void {
    this.#forgetLost()
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#insideBytes() + next.bytes > this.#limit) return
      this.#waiting.shift()
      next.enter(this.#count(next.bytes))
    }
  }

  #insideBytes(): number {
    return [...this.#inside].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  #count(bytes: number): Pass {
    const pass = { bytes, sinceMs: Date.now() }
    this.#inside.add(pass)
    return pass
  }

  #forgetLost(): void {
    const beforeMs = Date.now() - this.#patienceMs
    for (const pass of this.#inside) if (pass.sinceMs <= beforeMs) this.#inside.delete(pass)
  }
}

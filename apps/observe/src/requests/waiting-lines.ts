import { MAX_WAITING_LINES } from '../limits.ts'
import type { LogLine } from '../log-line.ts'
import { keptPart, type KeptLine } from '../request-keeper.ts'

/** What is handed to the store at once. */
export interface Waiting {
  readonly lines: readonly KeptLine[]
  /** Requests whose lines had no room. */
  readonly leftOut: number
}

/**
 * Lines on their way to the store, of whole requests: once a second is full, further ones are left out and
 * counted, and nobody waits for them.
 */
export class WaitingLines {
  #lines: KeptLine[] = []
  #leftOut = 0

  add(lines: readonly LogLine[]): void {
    const ofRequests = lines.filter(({ requestId }) => requestId !== undefined)
    if (this.#lines.length + ofRequests.length > MAX_WAITING_LINES) {
      this.#leftOut += ofRequests.filter(({ message }) => message === 'request').length
      return
    }
    for (const line of ofRequests) this.#lines.push(keptPart(line))
  }

  drain(): Waiting {
    const waiting = { lines: this.#lines, leftOut: this.#leftOut }
    this.#lines = []
    this.#leftOut = 0
    return waiting
  }
}

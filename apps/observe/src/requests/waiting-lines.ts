import { MAX_WAITING_LINES } from '../limits.ts'
import type { LogLine } from '../log-line.ts'
import type { KeptLine } from '../request-keeper.ts'

/**
 * Lines on their way to the store, of whole requests: once a second is full, further ones are left out, and
 * nobody waits for them.
 */
export class WaitingLines {
  #lines: KeptLine[] = []

  add(lines: readonly LogLine[]): void {
    const ofRequests = lines.filter(({ requestId }) => requestId !== undefined)
    if (this.#lines.length + ofRequests.length > MAX_WAITING_LINES) return
    for (const { metrics: _, ...line } of ofRequests) this.#lines.push(line)
  }

  drain(): KeptLine[] {
    const lines = this.#lines
    this.#lines = []
    return lines
  }
}

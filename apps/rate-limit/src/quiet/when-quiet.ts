import { QUIET_MS } from '../limits.ts'

/**
 * Runs something once nothing has happened for {@link QUIET_MS}, and says for how long. A timer per request would
 * cost more than the request: there is one at a time.
 */
export class WhenQuiet {
  readonly #run: (quietMs: number) => void
  #quietMs = 0
  #isWaiting = false

  constructor(run: (quietMs: number) => void) {
    this.#run = run
  }

  get isWaiting(): boolean {
    return this.#isWaiting
  }

  disturb(): void {
    this.#quietMs = -QUIET_MS
    this.again()
  }

  /** For a run that had more to do than it could at once, or that came too early. */
  again(): void {
    if (!this.#isWaiting) this.#wait()
  }

  /** Looks once per interval whether anything happened in it. */
  #wait(): void {
    this.#isWaiting = true
    setTimeout(() => {
      this.#quietMs += QUIET_MS
      if (this.#quietMs <= 0) return this.#wait()
      this.#isWaiting = false
      this.#run(this.#quietMs)
    }, QUIET_MS)
  }
}

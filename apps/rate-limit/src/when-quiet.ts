import { QUIET_MS } from './limits.ts'

/**
 * Runs something once nothing has happened for {@link QUIET_MS}. A timer per request would cost more than the
 * request: there is one at a time.
 */
export class WhenQuiet {
  readonly #run: () => void
  #isQuiet = true
  #isWaiting = false

  constructor(run: () => void) {
    this.#run = run
  }

  disturb(): void {
    this.#isQuiet = false
    this.again()
  }

  /** For a run that had more to do than it could at once. */
  again(): void {
    if (!this.#isWaiting) this.#wait()
  }

  /** Looks once per interval whether anything happened in it. */
  #wait(): void {
    this.#isWaiting = true
    setTimeout(() => {
      if (!this.#isQuiet) {
        this.#isQuiet = true
        return this.#wait()
      }
      this.#isWaiting = false
      this.#run()
    }, QUIET_MS)
  }
}

const OPEN_MS = 5_000
/** So many requests are let through at once when an open circuit is tried: one alone may be the one that always fails. */
const TRIALS = 3

/** Closed until it is opened. After a while it lets a few through: the first that succeeds closes it, and it stays open when all of them fail. */
export class Circuit {
  #openUntilMs: number | undefined
  #trials = 0
  #failedTrials = 0

  get isClosed(): boolean {
    return this.#openUntilMs === undefined
  }

  allows(nowMs: number): boolean {
    return this.#openUntilMs === undefined || (nowMs >= this.#openUntilMs && this.#trials < TRIALS)
  }

  /** Only what {@link allows} lets through. True when it is a trial, whose end must be told. */
  enter(): boolean {
    if (this.#openUntilMs === undefined) return false
    this.#trials += 1
    return true
  }

  open(nowMs: number): void {
    this.#openUntilMs = nowMs + OPEN_MS
    this.#trials = 0
    this.#failedTrials = 0
  }

  close(): void {
    this.#openUntilMs = undefined
    this.#trials = 0
    this.#failedTrials = 0
  }

  trialFailed(nowMs: number): void {
    this.#failedTrials += 1
    if (this.#openUntilMs !== undefined && this.#failedTrials >= TRIALS) this.open(nowMs)
  }

  /** It said nothing: another may take its place. */
  trialLeft(): void {
    this.#trials = Math.max(this.#failedTrials, this.#trials - 1)
  }

  /** Until the next may be let through, ms. */
  waitMs(nowMs: number): number {
    return Math.max(0, (this.#openUntilMs ?? 0) - nowMs)
  }
}

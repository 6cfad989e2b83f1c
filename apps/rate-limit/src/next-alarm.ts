/** The object's one alarm: it is set only when something is due before it. */
export class NextAlarm {
  readonly #ctx: DurableObjectState
  #atMs = Number.POSITIVE_INFINITY

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  /** Epoch ms; infinite when none is known to be set. */
  get atMs(): number {
    return this.#atMs
  }

  /** It has fired. */
  fired(): void {
    this.#atMs = Number.POSITIVE_INFINITY
  }

  noLaterThan(dueMs: number): void {
    if (dueMs >= this.#atMs) return
    this.#atMs = dueMs
    this.#ctx.waitUntil(this.#ctx.storage.setAlarm(dueMs))
  }
}

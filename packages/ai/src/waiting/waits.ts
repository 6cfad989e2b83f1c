import { ProviderFailure, type TimeoutName } from '../refusals/provider-failure.ts'

/** How long one step may take, and what it is called when it takes longer. */
export interface Limit {
  readonly name: Exclude<TimeoutName, 'total'>
  readonly ms: number
}

interface Wait {
  readonly endMs: number
  readonly fail: () => void
}

/**
 * The waits of one stream, one after the other. Most end long before their limit, so there is one timer for all of them, which is set
 * anew only when it goes off too early.
 */
export class Waits {
  readonly #endMs: number
  #wait: Wait | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #dueMs = Number.POSITIVE_INFINITY
  #interrupt: (reason: ProviderFailure) => void = () => undefined

  /** No wait goes beyond `endMs` (epoch ms). */
  constructor(endMs: number) {
    this.#endMs = endMs
  }

  /** Rejects with a `timeout` that says which of the two limits has passed. */
  for<T>(limit: Limit, begin: () => Promise<T>): Promise<T> {
    const nowMs = Date.now()
    const leftMs = this.#endMs - nowMs
    const waitedMs = Math.max(0, Math.min(limit.ms, leftMs))
    return new Promise<T>((resolve, reject) => {
      const timeout = leftMs <= limit.ms ? 'total' : limit.name
      const fail = () => reject(new ProviderFailure('timeout', { timeout, waitedMs }))
      this.#interrupt = reject
      this.#wait = { endMs: nowMs + waitedMs, fail }
      this.#setTimer(this.#wait.endMs, nowMs)
      const ended =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          this.#wait = undefined
          settle(value)
        }
      begin().then(ended(resolve), ended(reject))
    })
  }

  /** Ends the wait that goes on, if one does. */
  interrupt(reason: ProviderFailure): void {
    this.#interrupt(reason)
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#wait = undefined
    this.#clearTimer()
  }

  #setTimer(dueMs: number, nowMs: number): void {
    if (this.#dueMs <= dueMs) return
    this.#clearTimer()
    this.#dueMs = dueMs
    this.#timer = setTimeout(() => this.#onDue(), dueMs - nowMs)
  }

  #clearTimer(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
    this.#dueMs = Number.POSITIVE_INFINITY
  }

  #onDue(): void {
    this.#dueMs = Number.POSITIVE_INFINITY
    const wait = this.#wait
    if (wait === undefined) return
    const nowMs = Date.now()
    if (nowMs < wait.endMs) this.#setTimer(wait.endMs, nowMs)
    else wait.fail()
  }
}

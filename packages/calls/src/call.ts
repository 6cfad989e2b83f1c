import { fullJitterMs, sleep } from './backoff.ts'
import { DeadlinePassed, within } from './deadline.ts'
import { isTransient } from './transient.ts'

/** How long and how often one kind of call may try. */
export interface Patience {
  /** For all attempts together. */
  readonly timeoutMs: number
  readonly attempts: number
  readonly backoffMs: number
  /**
   * What is worth another attempt; by default what the runtime says failed before it ran ({@link
   * isTransient}).
   */
  readonly retryOn?: (thrown: unknown) => boolean
  /** Called with each failure that is retried, which would otherwise go unnoticed. */
  readonly onRetry?: (thrown: unknown) => void
}

/**
 * Calls another Worker or object with the given patience, and never past `deadline` (epoch ms). `send` is
 * made anew for each attempt, so get the stub inside it: a stub that has failed stays broken. Retry only what
 * is idempotent or never ran.
 */
export async function call<T>(patience: Patience, deadline: number, send: () => Promise<T>): Promise<T> {
  const startMs = Date.now()
  const endMs = Math.min(deadline, startMs + patience.timeoutMs)
  const retryOn = patience.retryOn ?? isTransient
  for (let attempt = 1; ; attempt++) {
    const leftMs = endMs - Date.now()
    if (leftMs <= 0) throw new DeadlinePassed(Date.now() - startMs)
    try {
      return await within(leftMs, send())
    } catch (thrown) {
      if (attempt >= patience.attempts || !retryOn(thrown)) throw thrown
      patience.onRetry?.(thrown)
      await sleep(Math.min(leftMs, fullJitterMs(attempt, patience.backoffMs, patience.timeoutMs)))
    }
  }
}

/** Thrown to the waiter when its time is over. The callee may still be running. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed'
  readonly waitedMs: number

  constructor(waitedMs: number) {
    super(`no answer within ${waitedMs} ms`)
    this.waitedMs = waitedMs
  }
}

/** What is left until `deadline` (epoch ms), never below zero. */
export function remainingMs(deadline: number, nowMs: number = Date.now()): number {
  return Math.max(0, deadline - nowMs)
}

/** Begins the work, unless the deadline (epoch ms) has passed, and waits for it {@link within} what is left. */
export async function untilDeadline<T>(deadline: number, begin: () => Promise<T>): Promise<T> {
  const leftMs = remainingMs(deadline)
  if (leftMs === 0) throw new DeadlinePassed(0)
  return await within(leftMs, begin())
}

/**
 * Waits for `work`, but no longer than `timeoutMs`; then throws {@link DeadlinePassed}. A late result or
 * failure is dropped.
 */
export function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed(timeoutMs)), timeoutMs)
    const inTime =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer)
        settle(value)
      }
    work.then(inTime(resolve), inTime(reject))
  })
}

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

/**
 * Waits for `work`, but no longer than `timeoutMs`; then throws {@link DeadlinePassed}. A late result or
 * failure is dropped.
 */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(timeoutMs)), timeoutMs)
  })
  try {
    return await Promise.race([work, passed])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
    work.catch(() => undefined)
  }
}

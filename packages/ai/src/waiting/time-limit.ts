import { DeadlinePassed, within } from '@bulkhead/calls/deadline'

import { ProviderFailure, type TimeoutName } from '../refusals/provider-failure.ts'

/** Waits for one step of a provider: no longer than `limitMs`, and never beyond `endMs` (epoch ms). The failure says which of the two passed. */
export async function limited<T>(
  name: Exclude<TimeoutName, 'total'>,
  limitMs: number,
  endMs: number,
  work: Promise<T>,
): Promise<T> {
  const leftMs = endMs - Date.now()
  const timeout = leftMs <= limitMs ? 'total' : name
  try {
    return await within(Math.max(0, Math.min(limitMs, leftMs)), work)
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown
    throw new ProviderFailure('timeout', { timeout, waitedMs: thrown.waitedMs })
  }
}

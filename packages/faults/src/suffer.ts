import { sleep } from '@bulkhead/calls/backoff'

import type { Hit } from './fault-switch.ts'
import type { FaultMode } from './fault.ts'

/** Longer than any caller's patience. */
export const FAULT_SILENCE_MS = 150_000
export const FAULT_DELAY_MS = 3_000

/** How one kind of call shows the faults that look different in each. */
export interface Symptoms<T> {
  readonly failure: (status: number) => Error
  /** What the other modes of its kind do. */
  readonly others?: { readonly [mode in FaultMode]?: (run: () => T | Promise<T>) => T | Promise<T> }
}

/** Runs a call that was hit: refused, kept waiting, or whatever its kind makes of the mode. */
export async function suffer<T>(
  { mode, status }: Hit,
  { failure, others = {} }: Symptoms<T>,
  run: () => T | Promise<T>,
): Promise<T> {
  const other = others[mode]
  if (other !== undefined) return other(run)
  if (mode === 'slow') {
    await sleep(FAULT_DELAY_MS)
    return run()
  }
  if (mode === 'timeout') {
    await sleep(FAULT_SILENCE_MS)
    throw failure(408)
  }
  throw failure(mode === 'quota' ? 429 : status)
}

import { sleep } from '@bulkhead/calls/backoff'

import { faults, type FaultTarget, type Hit } from './faults.ts'
import { FAULT_DELAY_MS, FAULT_SILENCE_MS } from './limits.ts'

/** How one target shows the faults that look different in each: its errors, and its garbage. */
export interface Symptoms<T> {
  readonly failure: (status: number) => Error
  readonly malformed: () => T
  /** Where only part of an answer arrives. */
  readonly cut: () => T | Promise<T>
}

/** Runs a call of a target, unless a fault is set: then the fault happens to it. */
export async function withFaults<T>(
  target: FaultTarget,
  symptoms: Symptoms<T>,
  run: () => Promise<T>,
): Promise<T> {
  const hit = faults.take(target)
  return hit === undefined ? run() : suffer(hit, symptoms, run)
}

async function suffer<T>(hit: Hit, symptoms: Symptoms<T>, run: () => Promise<T>): Promise<T> {
  switch (hit.mode) {
    case 'error':
      throw symptoms.failure(hit.status)
    case 'quota':
      throw symptoms.failure(429)
    case 'timeout':
      await sleep(FAULT_SILENCE_MS)
      throw symptoms.failure(408)
    case 'slow':
      await sleep(FAULT_DELAY_MS)
      return run()
    case 'malformed':
      return symptoms.malformed()
    case 'cut':
      return symptoms.cut()
    default:
      return hit.mode satisfies never
  }
}

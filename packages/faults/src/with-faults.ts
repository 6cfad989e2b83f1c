import { faults, type CallFacts } from './fault-switch.ts'
import type { FaultTarget } from './fault.ts'
import { suffer, type Symptoms } from './suffer.ts'

/** Runs a call, unless a fault is set that hits it: then the fault happens to it. */
export async function withFaults<T>(
  target: FaultTarget,
  facts: CallFacts,
  symptoms: Symptoms<T>,
  run: () => Promise<T>,
): Promise<T> {
  const hit = faults.take(target, facts)
  return hit === undefined ? run() : suffer(hit, symptoms, run)
}

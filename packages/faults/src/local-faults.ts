import { WorkerEntrypoint } from 'cloudflare:workers'

import { faults } from './fault-switch.ts'
import { parseFault, type Fault, type FaultTarget } from './fault.ts'
import { writtenRows } from './written-rows.ts'

/** How a fault reaches a Worker of the local environment. */
export interface FaultService {
  /** Replaces the target's fault. */
  set(fault: Fault): Promise<void>
  /** Ends the target's fault, or all. */
  clear(target?: FaultTarget): Promise<void>
}

/** The door to the faults of one isolate; only the local entries export it. */
export class LocalFaults extends WorkerEntrypoint implements FaultService {
  async set(fault: Fault): Promise<void> {
    faults.set(parseFault(fault))
  }

  async clear(target?: FaultTarget): Promise<void> {
    faults.clear(target)
  }

  /** By class; for benchmarks. */
  async writtenRows(): Promise<Readonly<Record<string, number>>> {
    return writtenRows()
  }
}

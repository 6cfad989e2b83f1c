import { parseFault, type Fault, type FaultTarget } from '@bulkhead/faults/fault'
import { faults } from '@bulkhead/faults/fault-switch'
import type { FaultService } from '@bulkhead/faults/local-faults'

import { LocalVectorize } from './local-vectorize.ts'
import { runModel } from './run-model.ts'

/**
 * The whole stand-in as one entry point: sets faults, and answers as both services, because overrides of bindings in tests reach a Worker's
 * default export only.
 */
export class LocalCloud extends LocalVectorize implements FaultService {
  run(model: string, inputs: unknown, _options?: object): Promise<unknown> {
    return runModel(this.env, inputs, model)
  }

  /** Replaces the target's fault; it hits `count` calls, or all until it is cleared. */
  async set(fault: Fault): Promise<void> {
    faults.set(parseFault(fault))
  }

  /** Ends the target's fault, or all. */
  async clear(target?: FaultTarget): Promise<void> {
    faults.clear(target)
  }
}

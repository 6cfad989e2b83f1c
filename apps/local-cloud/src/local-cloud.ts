import { faults, parseFault, type Fault } from './faults.ts'
import { LocalVectorize } from './local-vectorize.ts'
import { runModel } from './run-model.ts'

/**
 * The whole stand-in as one entry point: sets faults, and answers as both services, because overrides of bindings in tests reach a Worker's
 * default export only.
 */
export class LocalCloud extends LocalVectorize {
  run(model: string, inputs: unknown, _options?: object): Promise<unknown> {
    return runModel(this.env, inputs, model)
  }

  /** Replaces the target's fault; it hits `count` calls, or all until it is cleared. */
  set(fault: Fault): void {
    faults.set(parseFault(fault))
  }

  /** Ends all faults. */
  clear(): void {
    faults.clear()
  }
}

import { WorkerEntrypoint } from 'cloudflare:workers'

import type { LocalCloudEnv } from './env.ts'
import { runModel } from './run-model.ts'

/**
 * The stand-in for an `ai` binding. Options are taken and change nothing; a `signal` does not get this far, since a service binding cannot
 * carry one.
 */
export class LocalAi extends WorkerEntrypoint<LocalCloudEnv> {
  run(model: string, inputs: unknown, _options?: object): Promise<unknown> {
    return runModel(this.env, inputs, model)
  }
}

import { WorkerEntrypoint } from 'cloudflare:workers'

import type { LocalCloudEnv } from './env.ts'
import { runModel } from './run-model.ts'

/** The stand-in for an `ai` binding. Options (gateway, signal, returnRawResponse) are taken and change nothing. */
export class LocalAi extends WorkerEntrypoint<LocalCloudEnv> {
  run(_model: string, inputs: unknown, _options?: object): Promise<unknown> {
    return runModel(this.env, inputs)
  }
}

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

  /** Nothing here can see: it answers as the binding does for a file that it cannot convert. */
  async toMarkdown(
    { name }: { readonly name: string; readonly blob: unknown },
    _options?: object,
  ): Promise<object> {
    const error = 'The local stand-in cannot recognize text in pictures; Workers AI does that in production.'
    return { id: 'local', name, mimeType: 'application/octet-stream', format: 'error', error }
  }
}

import type { RequestContext } from '@bulkhead/contracts/context'
import type { ExtractService, Reading, ReadInput } from '@bulkhead/contracts/extract'
import { Log } from '@bulkhead/logging/log'
import { answerPing } from '@bulkhead/worker/ping'
import { rpcMethod } from '@bulkhead/worker/rpc-method'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ExtractEnv } from './env.ts'
import { extract } from './formats.ts'
import { linesOf } from './reading-lines.ts'
import { UnreadableDocument } from './text/extracted.ts'

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Extract extends WorkerEntrypoint<ExtractEnv> implements ExtractService {
  readonly #log = new Log('extract/extract', this.env.LOG_LEVEL)

  read(ctx: RequestContext, { format, charset }: ReadInput, bytes: Uint8Array) {
    return rpcMethod(this.#log, ctx, async (): Promise<Reading> => {
      try {
        return { lines: linesOf(await extract(format, bytes, charset)) }
      } catch (thrown) {
        if (!(thrown instanceof UnreadableDocument)) throw thrown
        return { problem: { code: thrown.code, message: thrown.message } }
      }
    })
  }

  ping() {
    return answerPing(this.env, ['ENVIRONMENT'])
  }
}

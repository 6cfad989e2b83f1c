import type { RequestContext } from '@bulkhead/contracts/context'
import type { ExtractService, Reading, ReadInput } from '@bulkhead/contracts/extract'
import { Log } from '@bulkhead/logging/log'
import { answerPing } from '@bulkhead/worker/ping'
import { rpcMethod } from '@bulkhead/worker/rpc-method'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ExtractEnv } from './env.ts'
import { extract } from './formats.ts'
import { leaveAfter, OneAtATime } from './one-at-a-time.ts'
import { linesOf } from './reading-lines.ts'
import { PictureOfText, UnreadableDocument } from './text/extracted.ts'

/** Longer than the CPU time that a document may take. */
const TURN_MS = 15_000

/** Of the whole isolate. */
const turns = new OneAtATime(TURN_MS)

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Extract extends WorkerEntrypoint<ExtractEnv> implements ExtractService {
  readonly #log = new Log('extract/extract', this.env)

  read(
    ctx: RequestContext,
    { format, charset }: ReadInput,
    bytes: Uint8Array,
    onStart?: () => void | Promise<void>,
  ) {
    return rpcMethod(this.#log, ctx, async (): Promise<Reading> => {
      const leave = await turns.enter()
      try {
        await onStart?.()
        return { lines: leaveAfter(linesOf(await extract(format, bytes, charset)), leave) }
      } catch (thrown) {
        leave()
        const refusal = unreadable(thrown)
        const { code, message } = refusal
        return {
          problem: { code, message },
          ...(refusal instanceof PictureOfText ? { isPicture: true } : {}),
        }
      }
    })
  }

  ping() {
    return answerPing(this.env, ['ENVIRONMENT'])
  }
}

/** A stack or an array that outgrew the runtime is the document's doing; anything else is a bug. */
function unreadable(thrown: unknown): UnreadableDocument {
  if (thrown instanceof UnreadableDocument) return thrown
  if (!(thrown instanceof RangeError)) throw thrown
  const message =
    'The document is too complex to be read. Simplify it or split it into several, and send it again.'
  return new UnreadableDocument('document_too_complex', message)
}

import type { Effort } from '@bulkhead/ai/model-answer'
import { sleep } from '@bulkhead/calls/backoff'
import type { AiMeta, AiReply } from '@bulkhead/contracts/chat'
import { traceIdOf } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody, type ErrorBody } from '@bulkhead/errors/envelope'

import { DRAIN_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { ClientStream } from '../stream/client-stream.ts'
import type { EventSink } from '../stream/event-sink.ts'

/** A reply that has its whole answer, or the first token of it: what fails from here on is no longer an HTTP error. */
export type Started =
  | { readonly kind: 'json'; readonly json: string; readonly ai: AiMeta }
  | {
      readonly kind: 'stream'
      readonly ai: AiMeta
      /** Writes the whole stream and settles; false when it ended with an error. Never throws. */
      readonly pump: (sink: EventSink) => Promise<boolean>
      readonly abort: () => void
    }

/** Sends a started reply straight to the client. When the client leaves, the rest is read for a while and thrown away, so that usage is known. */
export function deliver(run: Run, started: Started): AiReply {
  if (started.kind === 'json') return { ...started, replayed: false }
  const client = new ClientStream(() => run.waitUntil(sleep(DRAIN_MS).then(started.abort)))
  run.waitUntil(started.pump(client))
  return { kind: 'stream', stream: client.readable, ai: started.ai, replayed: false }
}

export function metaOf({ model, attempts, providerMs }: Effort): AiMeta {
  return { model, attempts, providerMs }
}

/** What the `error` event of a stream carries. */
export function errorBodyOf({ ctx }: Run, thrown: unknown): ErrorBody {
  const { requestId, traceparent } = ctx
  return errorBody(BulkheadError.from(thrown), { requestId, traceId: traceIdOf(traceparent) })
}

import type { Effort } from '@bulkhead/ai/model-answer'
import type { AiMeta } from '@bulkhead/contracts/chat'
import { traceIdOf } from '@bulkhead/contracts/context'
import type { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody, type ErrorBody } from '@bulkhead/errors/envelope'

import type { Run } from '../run.ts'
import type { EventSink } from '../stream/event-sink.ts'

export interface StartedJson {
  readonly kind: 'json'
  readonly json: string
  readonly ai: AiMeta
}

/** A reply whose first token is there: a failure from here on is an event, no longer an HTTP error. */
export interface StartedStream {
  readonly kind: 'stream'
  readonly ai: AiMeta
  /**
   * Writes the whole stream, settles, and returns the error that the stream ended with, if one did. Never
   * throws.
   */
  readonly pump: (sink: EventSink) => Promise<BulkheadError | undefined>
  /** Aborts the provider: the stream ends with an error, and what was used is settled. */
  readonly abort: () => void
}

export type Started = StartedJson | StartedStream

export function metaOf({ model, attempts, providerMs }: Effort): AiMeta {
  return { model, attempts, providerMs }
}

/** What the `error` event of a stream carries. */
export function errorBodyOf({ ctx }: Run, error: BulkheadError): ErrorBody {
  const { requestId, traceparent } = ctx
  return errorBody(error, { requestId, traceId: traceIdOf(traceparent) })
}

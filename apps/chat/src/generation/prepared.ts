import type { Delta, Finish, Generated, Usage } from '@bulkhead/ai/model-answer'
import type { ModelCall } from '@bulkhead/ai/model-request'
import type { EmbeddingUse } from '@bulkhead/contracts/rate-limit'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import type { EventSink } from '../stream/event-sink.ts'

/**
 * A model call that is ready to be sent. What completions, answers and turns differ in is how they get here
 * and what readers see of it.
 */
export interface Prepared {
  readonly call: ModelCall
  /** It has history or sources, which the gateway could not estimate: they are reserved on top. */
  readonly hasContext: boolean
  /** What embedding the question took: paid and settled with the answer. */
  readonly embedded?: EmbeddingUse | null
  /** Called when everything is reserved, right before the model is asked; throws to stop that. */
  readonly onReserved?: (extraTokens: number) => void
}

/** For a plain reply. */
export interface PreparedJson extends Prepared {
  readonly json: (generated: Generated) => string
}

/** For a streamed reply; the writer is made once it is known which model answers. */
export interface PreparedStream extends Prepared {
  readonly writer: (sink: EventSink, model: string) => ReplyWriter
}

/**
 * Turns a model's stream into the events of one route. Exactly one of `end` and `fail` completes; `fail` also
 * follows an `end` that throws.
 */
export interface ReplyWriter {
  deltas(deltas: readonly Delta[]): void
  end(finish: Finish): void
  fail(body: ErrorBody, usage: Usage): void
}

import type { Delta, Finish } from '@bulkhead/ai/model-answer'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import type { ReplyWriter } from '../generation/prepared.ts'
import type { EventSink } from '../stream/event-sink.ts'
import type { CompletionChunks } from './completion-chunks.ts'

/**
 * Writes OpenAI chunks. The role goes out with the first token: each write costs a step through two Workers.
 */
export class ChunkWriter implements ReplyWriter {
  readonly #sink: EventSink
  readonly #chunks: CompletionChunks
  #head: readonly string[]

  constructor(sink: EventSink, chunks: CompletionChunks) {
    this.#sink = sink
    this.#chunks = chunks
    this.#head = chunks.start()
  }

  deltas(deltas: readonly Delta[]): void {
    this.#write(this.#chunks.deltas(deltas))
  }

  end(finish: Finish): void {
    this.#write(this.#chunks.end(finish))
  }

  fail(body: ErrorBody): void {
    this.#sink.write(this.#chunks.error(body))
  }

  #write(events: readonly string[]): void {
    this.#sink.write([...this.#head, ...events])
    this.#head = []
  }
}

import { formatEvent, type StreamEventName, type StreamEvents } from '@bulkhead/contracts/http/stream-events'

import type { EventSink } from './event-sink.ts'

/** Writes the named events of one stream; ids ascend by one from 1. */
export class NamedEvents {
  readonly #sink: EventSink
  #lastId = 0

  constructor(sink: EventSink) {
    this.#sink = sink
  }

  write<N extends StreamEventName>(event: N, data: StreamEvents[N]): void {
    this.#lastId += 1
    this.#sink.write([formatEvent(this.#lastId, event, data)])
  }
}

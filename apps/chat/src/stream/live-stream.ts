import { LOG_BATCH_CHARS, LOG_FIRST_MS, LOG_FLUSH_CHARS, LOG_FLUSH_MS } from '../limits.ts'
import { ClientStream } from './client-stream.ts'
import type { EventSink } from './event-sink.ts'

/** A run of whole events with consecutive ids. */
export interface EventBatch {
  readonly firstId: number
  readonly lastId: number
  readonly text: string
}

/**
 * The events of one running answer, numbered from 1: every reader gets each event once, whenever it joins,
 * and the log gets them in batches: the first ones soon, later ones about once a second, since each write
 * costs. When the log cannot be written, readers go on without it.
 */
export class LiveStream implements EventSink {
  readonly #save: (batch: EventBatch) => void
  readonly #events: string[] = []
  readonly #readers = new Set<ClientStream>()
  #savedId = 0
  #unsavedChars = 0
  #flushedMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false
  #lost: unknown

  constructor(save: (batch: EventBatch) => void) {
    this.#save = save
  }

  get lastId(): number {
    return this.#events.length
  }

  /** What the log failed with. Undefined as long as everything was saved. */
  get lost(): unknown {
    return this.#lost
  }

  /** After the end nothing more is written. */
  write(events: readonly string[]): void {
    if (this.#closed) return
    for (const event of events) {
      this.#events.push(event)
      this.#unsavedChars += event.length
    }
    for (const reader of this.#readers) reader.write(events)
    this.#flushLater()
  }

  /** What came after the event `afterId`, then what is to come. */
  subscribe(afterId: number): ReadableStream<Uint8Array> {
    const reader: ClientStream = new ClientStream(() => this.#readers.delete(reader))
    reader.write(this.#events.slice(afterId))
    if (this.#closed) reader.close()
    else this.#readers.add(reader)
    return reader.readable
  }

  /** Saves what is not saved yet and ends every reader. */
  close(): void {
    this.#closed = true
    this.#flush()
    for (const reader of this.#readers) reader.close()
    this.#readers.clear()
  }

  /** Nothing more is saved: the log is being removed. */
  abandon(): void {
    this.#savedId = Number.POSITIVE_INFINITY
  }

  #flushLater(): void {
    const isFull = this.#unsavedChars >= LOG_FLUSH_CHARS
    if (isFull && Date.now() - this.#flushedMs >= LOG_FIRST_MS && this.#savedId > 0) return this.#flush()
    this.#timer ??= setTimeout(() => this.#flush(), this.#savedId === 0 ? LOG_FIRST_MS : LOG_FLUSH_MS)
  }

  #flush(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
    this.#unsavedChars = 0
    this.#flushedMs = Date.now()
    try {
      while (this.#savedId < this.lastId) this.#saveBatch()
    } catch (thrown) {
      this.#lost = thrown
      this.abandon()
    }
  }

  #saveBatch(): void {
    const firstId = this.#savedId + 1
    let text = ''
    for (const event of this.#events.slice(this.#savedId)) {
      if (text !== '' && text.length + event.length > LOG_BATCH_CHARS) break
      text += event
      this.#savedId += 1
    }
    this.#save({ firstId, lastId: this.#savedId, text })
  }
}

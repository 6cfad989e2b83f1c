import type { EventSink } from './event-sink.ts'

const encoder = new TextEncoder()

/**
 * A stream straight to one client. It never makes the writer wait: the provider is read at its own speed, and what a slow client has not
 * yet read is bounded by the most output a tenant may ask for.
 */
export class ClientStream implements EventSink {
  readonly readable: ReadableStream<Uint8Array>
  #controller: ReadableByteStreamController | undefined

  /** `onGone` is called at most once, when the client stops reading before the end. */
  constructor(onGone: () => void = () => undefined) {
    this.readable = new ReadableStream({
      type: 'bytes',
      start: (controller) => {
        this.#controller = controller
      },
      cancel: () => {
        this.#controller = undefined
        onGone()
      },
    })
  }

  write(events: readonly string[]): void {
    if (events.length > 0) this.#controller?.enqueue(encoder.encode(events.join('')))
  }

  close(): void {
    this.#controller?.close()
    this.#controller = undefined
  }
}

import type { EventSink } from './event-sink.ts'

const encoder = new TextEncoder()

/**
 * A stream straight to one client. It never makes the writer wait: the provider is read at its own speed, and
 * what a slow client has not yet read is bounded by the most output a tenant may ask for. (The runtime's own
 * stream: one fed from JavaScript halves the throughput.)
 */
export class ClientStream implements EventSink {
  readonly readable: ReadableStream<Uint8Array>
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>
  readonly #onGone: () => void
  #isGone = false

  /** `onGone` is called at most once: by the first write after the client stopped reading. */
  constructor(onGone: () => void = () => undefined) {
    const { readable, writable } = new IdentityTransformStream()
    this.readable = readable
    this.#writer = writable.getWriter()
    this.#onGone = onGone
    this.#watch(this.#writer.closed)
  }

  write(events: readonly string[]): void {
    if (this.#isGone || events.length === 0) return
    this.#watch(this.#writer.write(encoder.encode(events.join(''))))
  }

  close(): void {
    if (!this.#isGone) this.#watch(this.#writer.close())
  }

  #watch(work: Promise<unknown>): void {
    work.catch(() => {
      if (this.#isGone) return
      this.#isGone = true
      this.#onGone()
    })
  }
}

import { HEARTBEAT_MS, PING } from '@bulkhead/contracts/heartbeat'

import { WRITE_EVERY_MS } from '../limits.ts'
import type { EventSink } from './event-sink.ts'

const encoder = new TextEncoder()
const ping = encoder.encode(PING)

/** In the last event of every stream, of whatever form. Inside a payload its quotes or newlines would be escaped. */
const TERMINAL =
  /^(?:data: \[DONE\]|event: (?:message\.end|error|response\.(?:completed|incomplete|failed)))$|"finish_reason":"error"/m

/**
 * A stream straight to one client, which may be passed on unread: it carries whole events and, every 15 s, a
 * comment, so that idle connections are not closed; and it breaks instead of ending without its terminal
 * event, since clients take a stream that just ends for success. It never makes the writer wait: the provider
 * is read at its own speed, and what a slow client has not yet read is bounded by the most output a tenant may
 * ask for. (The runtime's own stream: one fed from JavaScript halves the throughput.)
 */
export class ClientStream implements EventSink {
  readonly readable: ReadableStream<Uint8Array>
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>
  readonly #onGone: () => void
  readonly #heartbeat: ReturnType<typeof setInterval>
  #unwritten = ''
  #writtenMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = ''
  #isGone = false

  /** `onGone` is called at most once: by the first write after the client stopped reading. */
  constructor(onGone: () => void = () => undefined) {
    const { readable, writable } = new IdentityTransformStream()
    this.readable = readable
    this.#writer = writable.getWriter()
    this.#onGone = onGone
    this.#heartbeat = setInterval(() => this.#watch(this.#writer.write(ping)), HEARTBEAT_MS)
    this.#watch(this.#writer.closed)
  }

  /** At once; but what follows sooner than a screen could show it is written together. */
  write(events: readonly string[]): void {
    if (this.#isGone || events.length === 0) return
    this.#last = events.length === 1 ? (events[0] ?? '') : events.join('')
    this.#unwritten += this.#last
    const waitMs = this.#writtenMs + WRITE_EVERY_MS - Date.now()
    if (waitMs <= 0) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), waitMs)
  }

  close(): void {
    clearInterval(this.#heartbeat)
    if (this.#isGone) return
    if (this.#unwritten !== '') this.#flush()
    const isWhole = TERMINAL.test(this.#last)
    this.#watch(isWhole ? this.#writer.close() : this.#writer.abort(new Error('no terminal event')))
  }

  #flush(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#isGone) return
    this.#writtenMs = Date.now()
    const text = this.#unwritten
    this.#unwritten = ''
    this.#watch(this.#writer.write(encoder.encode(text)))
  }

  #watch(work: Promise<unknown>): void {
    work.catch(() => {
      if (this.#isGone) return
      this.#isGone = true
      clearInterval(this.#heartbeat)
      this.#onGone()
    })
  }
}

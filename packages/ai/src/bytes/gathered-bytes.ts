import type { ByteSource } from './byte-source.ts'

/** Of one piece; all of it is zeroed for each stream. */
const READ_BYTES = 16_384
/** So far ahead the runtime reads; then the sender waits, as it does for any other reader. */
const MAX_LEAD_BYTES = 262_144
/** Not in Node. */
const CAN_READ_AHEAD = 'readAtLeast' in ReadableStreamBYOBReader.prototype

/**
 * A body that the runtime reads ahead of its reader, who gets all that has come meanwhile in one piece. Both are branches
 * of it: what is read of the one, through a pipe and in large steps, waits in the other. (Without the pipe
 * the other would wait for as large a step.)
 */
export class GatheredBytes implements ByteSource {
  /** Resolves when nothing more will come, be it that the body broke. */
  readonly isComplete: Promise<void>
  readonly #ahead: ReadableStreamBYOBReader
  readonly #reader: ReadableStreamBYOBReader
  #buffer = new Uint8Array(READ_BYTES)
  #leadBytes = 0
  #goOn: () => void = () => undefined
  /** The last piece was as large as one can be: more has come already. */
  isBehind = false

  private constructor(ahead: ReadableStream<Uint8Array>, reader: ReadableStreamBYOBReader) {
    const { readable, writable } = new IdentityTransformStream()
    // Whoever reads the other branch learns what it broke with.
    this.isComplete = ahead.pipeTo(writable).catch(() => undefined)
    this.#ahead = readable.getReader({ mode: 'byob' })
    this.#reader = reader
    this.#readAhead().catch(() => undefined)
  }

  /** The body itself when it is not the runtime's own, which nobody can read ahead. */
  static of(body: ReadableStream<Uint8Array>): GatheredBytes | ReadableStream<Uint8Array> {
    if (!CAN_READ_AHEAD) return body
    const [ahead, own] = body.tee()
    const reader = byteReaderOf(own)
    if (reader !== undefined) return new GatheredBytes(ahead, reader)
    ahead.cancel().catch(() => undefined)
    return own
  }

  async read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    const read = await this.#reader.read(this.#buffer)
    const { byteLength = 0 } = read.value ?? {}
    if (!read.done) this.#buffer = new Uint8Array(read.value.buffer)
    this.isBehind = byteLength === READ_BYTES
    this.#leadBytes -= byteLength
    this.#goOn()
    return read
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#goOn()
    await Promise.all([this.#ahead.cancel(reason), this.#reader.cancel(reason)])
  }

  async #readAhead(): Promise<void> {
    let buffer = new Uint8Array(READ_BYTES)
    for (;;) {
      const { done, value } = await this.#ahead.readAtLeast(READ_BYTES, buffer)
      if (done) return
      buffer = new Uint8Array(value.buffer)
      this.#leadBytes += value.byteLength
      if (this.#leadBytes > MAX_LEAD_BYTES) await new Promise<void>((resolve) => (this.#goOn = resolve))
    }
  }
}

/** None of one that is written by JavaScript and knows no bytes. */
function byteReaderOf(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' })
  } catch {
    return undefined
  }
}

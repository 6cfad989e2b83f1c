import type { ByteSource } from './byte-source.ts'

/** More than comes between two reads; all of it is zeroed for each stream. */
const READ_BYTES = 16_384
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

  private constructor(ahead: ReadableStream<Uint8Array>, reader: ReadableStreamBYOBReader) {
    const { readable, writable } = new IdentityTransformStream()
    // Whoever reads the other branch learns what it broke with.
    this.isComplete = ahead.pipeTo(writable).catch(() => undefined)
    this.#ahead = readable.getReader({ mode: 'byob' })
    this.#reader = reader
    readToEnd(this.#ahead).catch(() => undefined)
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
    if (!read.done) this.#buffer = new Uint8Array(read.value.buffer)
    return read
  }

  async cancel(reason?: unknown): Promise<void> {
    await Promise.all([this.#ahead.cancel(reason), this.#reader.cancel(reason)])
  }
}

async function readToEnd(reader: ReadableStreamBYOBReader): Promise<void> {
  let buffer = new Uint8Array(READ_BYTES)
  for (;;) {
    const { done, value } = await reader.readAtLeast(READ_BYTES, buffer)
    if (done) return
    buffer = new Uint8Array(value.buffer)
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

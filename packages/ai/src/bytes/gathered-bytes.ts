import type { ByteSource } from './byte-source.ts'

const READ_BYTES = 65_536

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

  private constructor(body: ReadableStream<Uint8Array>) {
    const [ahead, own] = body.tee()
    const { readable, writable } = new IdentityTransformStream()
    // Whoever reads the other branch learns what it broke with.
    this.isComplete = ahead.pipeTo(writable).catch(() => undefined)
    this.#ahead = readable.getReader({ mode: 'byob' })
    this.#reader = own.getReader({ mode: 'byob' })
    readToEnd(this.#ahead).catch(() => undefined)
  }

  /** Undefined when the body is not the runtime's own, which nobody can read ahead. */
  static of(body: ReadableStream<Uint8Array>): GatheredBytes | undefined {
    return isOfRuntime(body) ? new GatheredBytes(body) : undefined
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

/** One that is written by JavaScript may know no bytes; Node's reader knows no least amount. */
function isOfRuntime(body: ReadableStream<Uint8Array>): boolean {
  try {
    const reader = body.getReader({ mode: 'byob' })
    reader.releaseLock()
    return 'readAtLeast' in reader
  } catch {
    return false
  }
}

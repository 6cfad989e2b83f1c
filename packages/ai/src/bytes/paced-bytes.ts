import { sleep } from '@bulkhead/calls/backoff'

import type { ByteSource } from './byte-source.ts'
import { GatheredBytes } from './gathered-bytes.ts'

/** Text that grows so often a second seems to flow. */
const PAUSE_MS = 1_000 / 40
/** Pieces that come sooner one after the other cost less when they are gathered. */
const FAST_MS = 8

/**
 * The pieces of a body as they come; while they come fast, those of 25 ms together, since a read costs more than what
 * it brings. The first one is never held up, and the end of the body ends a pause.
 */
export class PacedBytes implements ByteSource {
  readonly #body: ReadableStream<Uint8Array>
  #source: ReadableStreamDefaultReader<Uint8Array> | GatheredBytes
  #canGather = true
  #isFast = false

  constructor(body: ReadableStream<Uint8Array>) {
    this.#body = body
    this.#source = body.getReader()
  }

  async pause(): Promise<void> {
    if (!this.#isFast || !this.#canGather) return
    if (!(this.#source instanceof GatheredBytes)) this.#gather(this.#source)
    if (this.#source instanceof GatheredBytes && !this.#source.isBehind)
      await Promise.race([sleep(PAUSE_MS), this.#source.isComplete])
  }

  async read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    const beginMs = Date.now()
    const read = await this.#source.read()
    this.#isFast = Date.now() - beginMs < FAST_MS
    return read
  }

  async cancel(reason?: unknown): Promise<void> {
    await this.#source.cancel(reason)
  }

  #gather(reader: ReadableStreamDefaultReader<Uint8Array>): void {
    reader.releaseLock()
    const body = GatheredBytes.of(this.#body)
    this.#source = body instanceof GatheredBytes ? body : body.getReader()
    this.#canGather = this.#source instanceof GatheredBytes
  }
}

import { sleep } from '@bulkhead/calls/backoff'

import type { ByteSource } from './byte-source.ts'
import { GatheredBytes } from './gathered-bytes.ts'

/** No screen shows pieces that come sooner one after the other. */
const PAUSE_MS = 16
/** Pieces that come sooner one after the other cost less when they are gathered. */
const FAST_MS = PAUSE_MS / 2

/**
 * The pieces of a body as they come; while they come fast, those of 16 ms together, since a read costs more than what
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

  async read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    if (this.#isFast && this.#canGather) await this.#pause()
    const beginMs = Date.now()
    const read = await this.#source.read()
    this.#isFast = Date.now() - beginMs < FAST_MS
    return read
  }

  async cancel(reason?: unknown): Promise<void> {
    await this.#source.cancel(reason)
  }

  async #pause(): Promise<void> {
    const gathered = this.#gathered()
    if (gathered !== undefined) await Promise.race([sleep(PAUSE_MS), gathered.isComplete])
  }

  #gathered(): GatheredBytes | undefined {
    if (this.#source instanceof GatheredBytes) return this.#source
    this.#source.releaseLock()
    const gathered = GatheredBytes.of(this.#body)
    this.#canGather = gathered !== undefined
    this.#source = gathered ?? this.#body.getReader()
    return gathered
  }
}

import { DeadlinePassed, remainingMs, within } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

export interface Patience {
  /** How many bytes the client has announced. */
  readonly bytes: number
  /** Longest silence. */
  readonly idleMs: number
  /** When all must be there, in epoch milliseconds. */
  readonly deadline: number
}

/**
 * A file on its way in, at the pace of its client. One that stalls, drips or breaks off is refused with the
 * reason; it never counts as a failure of ours.
 */
export class Incoming {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #patience: Patience
  #head: Uint8Array | undefined
  #arrived = 0

  constructor(body: ReadableStream<Uint8Array>, patience: Patience) {
    this.#reader = body.getReader()
    this.#patience = patience
  }

  /**
   * The first bytes, which come again with all of them. @throws BulkheadError `request_timeout`
   * `invalid_request`
   */
  async head(): Promise<Uint8Array> {
    this.#head ??= await this.#next()
    return this.#head ?? new Uint8Array()
  }

  /** @throws BulkheadError `request_timeout` `invalid_request` */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.head(); chunk.byteLength > 0; chunk = (await this.#next()) ?? END) yield chunk
  }

  /** Nothing more is read. A sender that still sends hears of it instead of waiting. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined)
  }

  async #next(): Promise<Uint8Array | undefined> {
    const { bytes, idleMs, deadline } = this.#patience
    try {
      const { value } = await within(Math.min(idleMs, remainingMs(deadline)), this.#reader.read())
      this.#arrived += value?.byteLength ?? 0
      if (value === undefined ? this.#arrived === bytes : this.#arrived <= bytes) return value
    } catch (thrown) {
      if (thrown instanceof DeadlinePassed) throw new BulkheadError('request_timeout', { cause: thrown })
      throw incomplete(thrown)
    }
    throw incomplete(undefined)
  }
}

const END = new Uint8Array()

function incomplete(cause: unknown): BulkheadError {
  const message = 'did not arrive whole'
  return new BulkheadError('invalid_request', {
    message: `The request is not valid: body: ${message}.`,
    details: [{ path: 'body', message }],
    cause,
  })
}

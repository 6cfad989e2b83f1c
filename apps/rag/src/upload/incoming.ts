import { DeadlinePassed, remainingMs, within } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

export interface Patience {
  /** How many bytes the client has announced; of a form, mostly nothing is known but the most. */
  readonly bytes: number
  readonly isMost?: boolean
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
  #isOver = false

  constructor(body: ReadableStream<Uint8Array>, patience: Patience) {
    this.#reader = body.getReader()
    this.#patience = patience
  }

  /**
   * The first bytes, which come again with all of them. @throws BulkheadError `request_timeout`
   * `invalid_request`
   */
  async head(): Promise<Uint8Array> {
    this.#head ??= await beginningOf(() => this.#next())
    return this.#head
  }

  /** @throws BulkheadError `request_timeout` `invalid_request` */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const head = await this.head()
    if (head.byteLength > 0) yield head
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk
  }

  /** Nothing more is read. A sender that still sends hears of it instead of waiting. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined)
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isOver) return undefined
    const { bytes, isMost = false, idleMs, deadline } = this.#patience
    try {
      const { value } = await within(Math.min(idleMs, remainingMs(deadline)), this.#reader.read())
      this.#arrived += value?.byteLength ?? 0
      this.#isOver = value === undefined
      const isWhole = this.#isOver ? isMost || this.#arrived === bytes : this.#arrived <= bytes
      if (isWhole) return value
    } catch (thrown) {
      if (thrown instanceof DeadlinePassed) throw new BulkheadError('request_timeout', { cause: thrown })
      throw incomplete(thrown)
    }
    throw this.#isOver ? incomplete(undefined) : tooMuch(this.#patience)
  }
}

/** Enough to tell what a file is. */
const HEAD_BYTES = 4_096

/** The first chunks as one, until they are enough to tell what a file is. */
export async function beginningOf(next: () => Promise<Uint8Array | undefined>): Promise<Uint8Array> {
  let head = new Uint8Array()
  while (head.byteLength < HEAD_BYTES) {
    const chunk = await next()
    if (chunk === undefined) break
    head = head.byteLength === 0 ? new Uint8Array(chunk) : joined(head, chunk)
  }
  return head
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.byteLength + second.byteLength)
  both.set(first)
  both.set(second, first.byteLength)
  return both
}

function tooMuch({ bytes, isMost = false }: Patience): BulkheadError {
  return isMost
    ? new BulkheadError('payload_too_large', { details: { limitBytes: bytes } })
    : incomplete(undefined)
}

function incomplete(cause: unknown): BulkheadError {
  const message = 'did not arrive whole'
  return new BulkheadError('invalid_request', {
    message: `The request is not valid: body: ${message}.`,
    details: [{ path: 'body', message }],
    cause,
  })
}

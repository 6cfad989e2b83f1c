import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { partHeadersOf, type PartHeaders } from './part-headers.ts'

/** A part of a form; its body has to be read before the next part comes. */
export interface FormPart extends PartHeaders {
  readonly body: AsyncGenerator<Uint8Array>
}

const CR = 13
const MAX_HEADER_BYTES = 16_384
const MAX_BOUNDARY_CHARS = 70
const bytesOf = (text: string) => new TextEncoder().encode(text)
const HEADERS_END = bytesOf('\r\n\r\n')
const LINE_END = bytesOf('\r\n')

/** What parts the parts. @throws BulkheadError `invalid_request` */
export function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary !== undefined && boundary.length <= MAX_BOUNDARY_CHARS) return boundary
  throw malformed('names no boundary in its content type')
}

/**
 * The parts of `multipart/form-data` as they arrive: never more of them is in memory than a chunk. What is
 * left of a body is skipped. @throws BulkheadError `invalid_request` when the form is malformed or breaks off
 */
export async function* partsOf(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const delimiter = bytesOf(`\r\n--${boundary}`)
  const form = new Splitter(chunks)
  // What stands before the first part is none.
  await skip(form.until(delimiter))
  while (!(await form.isLast())) {
    const headers = partHeadersOf(await form.header())
    const body = form.until(delimiter)
    yield { ...headers, body }
    await skip(body)
  }
}

async function skip(body: AsyncIterator<Uint8Array>): Promise<void> {
  for (let next = await body.next(); next.done !== true;) next = await body.next()
}

/** Cuts what arrives in chunks at delimiters, wherever the chunks end. */
class Splitter {
  readonly #chunks: AsyncIterator<Uint8Array>
  /** The line end before the first boundary may be missing. */
  #rest: Uint8Array = LINE_END

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The bytes up to the delimiter, which is skipped. */
  async *until(delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = indexOf(this.#rest, delimiter)
      if (at >= 0) {
        const before = this.#rest.subarray(0, at)
        this.#rest = this.#rest.subarray(at + delimiter.byteLength)
        if (before.byteLength > 0) yield before
        return
      }
      // The delimiter may have begun in what stays.
      const sure = Math.max(0, this.#rest.byteLength - delimiter.byteLength + 1)
      const before = this.#rest.subarray(0, sure)
      this.#rest = this.#rest.subarray(sure)
      if (before.byteLength > 0) yield before
      await this.#more()
    }
  }

  /** Whether the delimiter just passed ends the form. */
  async isLast(): Promise<boolean> {
    while (this.#rest.byteLength < 2) await this.#more()
    if (this.#rest[0] === 45 && this.#rest[1] === 45) return true
    // Blanks may stand behind a delimiter.
    while (this.#rest[0] === 32 || this.#rest[0] === 9) {
      this.#rest = this.#rest.subarray(1)
      while (this.#rest.byteLength < 2) await this.#more()
    }
    if (this.#rest[0] !== CR) throw malformed('is not a form that can be read')
    return false
  }

  async header(): Promise<string> {
    let text = ''
    const decoder = new TextDecoder()
    // The line end behind the delimiter begins the headers, of which there may be none.
    for await (const piece of this.until(HEADERS_END)) {
      text += decoder.decode(piece, { stream: true })
      if (text.length > MAX_HEADER_BYTES) throw malformed('has a part with too many headers')
    }
    return text
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next()
    if (done === true) throw malformed('did not arrive whole')
    if (this.#rest.byteLength === 0) {
      this.#rest = value
      return
    }
    const both = new Uint8Array(this.#rest.byteLength + value.byteLength)
    both.set(this.#rest)
    both.set(value, this.#rest.byteLength)
    this.#rest = both
  }
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted
  const last = bytes.byteLength - wanted.byteLength
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let same = 1
    while (same < wanted.byteLength && bytes[at + same] === wanted[same]) same += 1
    if (same === wanted.byteLength) return at
  }
  return -1
}

/** A form that nobody can read. */
export function malformed(message: string): BulkheadError {
  return new BulkheadError('invalid_request', {
    message: `The request is not valid: body: ${message}.`,
    details: [{ path: 'body', message }],
  })
}

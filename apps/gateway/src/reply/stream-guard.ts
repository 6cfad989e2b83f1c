import type { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody, type Trace } from '@bulkhead/errors/envelope'

/** The error event that ends a stream which broke. */
export interface StreamDialect {
  readonly errorEvent: (error: BulkheadError, trace: Trace) => string
}

/** Of sessions and answers. */
export const NAMED_EVENTS: StreamDialect = {
  errorEvent: (error, trace) => `event: error\ndata: ${JSON.stringify(errorBody(error, trace))}\n\n`,
}

/** Events of the Responses API; one that breaks ends as an error of the stream itself. */
export const RESPONSE_EVENTS: StreamDialect = {
  errorEvent: (error, trace) => {
    const { error: envelope } = errorBody(error, trace)
    const { code, message, param } = envelope
    const data = { type: 'error', sequence_number: 0, code, message, param, error: envelope }
    return `event: error\ndata: ${JSON.stringify(data)}\n\n`
  },
}

/** Of OpenAI's chat completions: the finish reason marks a chunk that is an error. */
export const OPENAI_CHUNKS: StreamDialect = {
  errorEvent: (error, trace) => {
    const chunk = {
      id: trace.requestId,
      object: 'chat.completion.chunk',
      created: Math.floor(Date.now() / 1_000),
      model: '',
      choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
      ...errorBody(error, trace),
    }
    return `data: ${JSON.stringify(chunk)}\n\n`
  },
}

/** Of streams that are written here. */
export interface WrittenDialect extends StreamDialect {
  /** In its terminal event, and outside payloads: their newlines are escaped. */
  readonly terminalMark: string
}

/**
 * Follows a stream of server-sent events: which bytes may go out (whole events only, so that neither a
 * heartbeat nor an error event can land inside another) and whether the terminal event has been seen.
 */
export class EventFollower {
  readonly #mark: string
  readonly #decoder = new TextDecoder('latin1')
  #held: Uint8Array = new Uint8Array(0)
  #tail = ''
  #terminalSeen = false

  constructor(mark: string) {
    this.#mark = mark
  }

  /** The whole events that are complete with this chunk. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#held.byteLength === 0 ? chunk : concat(this.#held, chunk)
    const end = endOfLastEvent(bytes)
    this.#held = bytes.slice(end)
    const whole = bytes.subarray(0, end)
    this.#look(whole)
    return whole
  }

  get ended(): boolean {
    return this.#terminalSeen && this.#held.byteLength === 0
  }

  #look(whole: Uint8Array): void {
    if (this.#terminalSeen || whole.byteLength === 0) return
    const text = this.#tail + this.#decoder.decode(whole)
    this.#terminalSeen = text.includes(this.#mark)
    this.#tail = text.slice(-this.#mark.length)
  }
}

const NEWLINE = 10

/** The position after the last blank line; 0 when there is none. */
function endOfLastEvent(bytes: Uint8Array): number {
  for (let i = bytes.byteLength - 1; i > 0; i--) {
    if (bytes[i] === NEWLINE && bytes[i - 1] === NEWLINE) return i + 1
  }
  return 0
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.byteLength + b.byteLength)
  joined.set(a)
  joined.set(b, a.byteLength)
  return joined
}

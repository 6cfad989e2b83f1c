import { parseJson } from '../json/json.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { Lines } from './lines.ts'
import { needsNoData } from './signals.ts'

/** One message of a provider. */
export interface Frame {
  /** Of a server-sent event, in lower case; mostly ''. */
  readonly event: string
  readonly text: string
  /** The text as JSON; undefined when it is none. Most need no parser. */
  readonly parse: () => unknown
  /** JSON that is no event of a stream. */
  readonly isAlone: boolean
  /** The stream ended inside it, perhaps in the middle. */
  readonly isTail: boolean
}

/** Nothing that is asked for is so long, be it with images in it. */
const MAX_FRAME_CHARS = 32 * 1_024 * 1_024

type Form = 'unknown' | 'events' | 'lines' | 'whole'

/**
 * Cuts what a provider sends into frames, whatever it was asked for: server-sent events in every legal dress, a JSON text on each line,
 * or one JSON text. By hand, since parsers of events drop what is none: errors come as bare JSON in the middle of a stream.
 */
export class Frames {
  readonly #onFrame: (frame: Frame) => void
  readonly #lines = new Lines()
  #form: Form = 'unknown'
  #event = ''
  #data: string[] = []
  #chars = 0
  #jsonLines = 0
  /** Something came that is neither a frame nor a comment. */
  hasNoise = false

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame
  }

  /** @throws ProviderFailure `malformed` for a frame without an end */
  feed(text: string): void {
    for (const line of this.#lines.feed(text)) this.#onLine(line)
    if (this.#chars + this.#lines.pending > MAX_FRAME_CHARS) throw new ProviderFailure('malformed')
  }

  /** The stream has ended; what is left is a frame, if it is whole. */
  end(): void {
    const rest = this.#lines.rest()
    if (rest !== '') this.#onLine(rest)
    this.#dispatch(true)
  }

  #onLine(line: string): void {
    if (this.#form === 'unknown') this.#form = formOf(line)
    if (this.#form === 'events') this.#onField(line)
    else if (this.#form === 'lines') this.#onJsonLine(line)
    else this.#keep(line)
  }

  #keep(line: string): void {
    this.#data.push(line)
    this.#chars += line.length
  }

  /** A first line that is whole is followed by others like it; else all lines together are one text. */
  #onJsonLine(line: string): void {
    if (line.trim() === '') return
    const body = parseJson(line)
    if (body === undefined && this.#jsonLines === 0) {
      this.#form = 'whole'
      return this.#keep(line)
    }
    this.#jsonLines += 1
    this.#onFrame({ event: '', text: line, parse: () => body, isAlone: true, isTail: false })
  }

  #onField(line: string): void {
    if (line === '') return this.#dispatch(false)
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (name === 'data') this.#onData(value)
    else if (name === 'event') this.#event = value.trim().toLowerCase()
    else if (name === 'error') this.#emit('error', value, false)
    else if (/^\s*[[{]/.test(line)) this.#emit('', line, false)
    else if (name !== 'id' && name !== 'retry') this.hasNoise = true
  }

  /** Where no blank line ends an event, the next one does. */
  #onData(value: string): void {
    const [first] = this.#data
    if (this.#data.length === 1 && first !== undefined && isWholeAlone(first)) this.#dispatch(false)
    this.#keep(value.startsWith('data:') ? value.replace(/^(?:data:\s*)+/, '') : value)
  }

  #dispatch(isTail: boolean): void {
    if (this.#data.length > 0 || needsNoData(this.#event))
      this.#emit(this.#event, this.#data.join('\n'), isTail)
    this.#event = ''
    this.#data = []
    this.#chars = 0
  }

  /** Empty data is how some servers say that they live. */
  #emit(event: string, text: string, isTail: boolean): void {
    const trimmed = text.trim()
    if (trimmed === '' && !needsNoData(event)) return
    const isAlone = this.#form !== 'events'
    this.#onFrame({ event, text: trimmed, parse: () => parseJson(trimmed), isAlone, isTail })
  }
}

function isWholeAlone(data: string): boolean {
  return data.trimEnd().endsWith('}') && parseJson(data) !== undefined
}

function formOf(line: string): Form {
  const start = line.trimStart()
  if (start === '') return 'unknown'
  return start.startsWith('{') || (start.startsWith('[') && !start.startsWith('[DONE]')) ? 'lines' : 'events'
}

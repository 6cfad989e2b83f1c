import { isRecord, parseJson } from '../json/json.ts'
import type { Delta } from '../model-answer.ts'
import { readFrame } from './read-frame.ts'

/** What a JSON string holds between its quotes, and whether that is the text itself. */
const STRING = /^(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))+$/u
const PLAIN = /^[^"\\\p{Cc}]+$/u
/** OpenAI pads every chunk with letters of its own, as the last field. */
const PADDING = ',"obfuscation":"'
const PADDING_END = /^[\w+/=-]*"\}$/
/** A server whose chunks have nothing in common is read the long way. */
const LESSONS_MAX = 8
const PROBE = 'bulkhead probe'

/**
 * The chunks of one stream mostly differ in one text alone. Such a chunk needs no parser: it begins and ends like one that was read, and
 * says the same, but for the text in between.
 */
export class UsualChunk {
  #head = ''
  #tail = ''
  #delta: Delta | undefined
  #lessons = 0

  /** Undefined when the chunk has to be read. */
  read(chunk: string): Delta | undefined {
    const delta = this.#delta
    if (delta === undefined || !chunk.startsWith(this.#head)) return undefined
    const from = this.#head.length
    const to = endOf(chunk) - this.#tail.length
    if (to <= from || !chunk.startsWith(this.#tail, to)) return undefined
    const said = chunk.slice(from, to)
    if (PLAIN.test(said)) return { ...delta, text: said }
    return STRING.test(said) ? { ...delta, text: String(JSON.parse(`"${said}"`)) } : undefined
  }

  /** A chunk that was read, and says nothing but a text. */
  learn(chunk: string, delta: Delta): void {
    if (this.#lessons === LESSONS_MAX) return
    this.#lessons += 1
    const quoted = JSON.stringify(delta.text)
    const at = chunk.indexOf(quoted)
    if (at === -1 || chunk.includes(quoted, at + 1)) return
    const [head, rest] = [chunk.slice(0, at + 1), chunk.slice(at + quoted.length - 1)]
    if (!isSaidAt(head, rest)) return
    this.#head = head
    this.#tail = rest.slice(0, endOf(chunk) - chunk.length + rest.length)
    this.#delta = delta
  }
}

/** Where a chunk ends that is not padded. */
function endOf(chunk: string): number {
  const at = chunk.lastIndexOf(PADDING)
  return at !== -1 && PADDING_END.test(chunk.slice(at + PADDING.length)) ? at : chunk.length
}

/** The text could stand in another field that happens to say the same. */
function isSaidAt(head: string, rest: string): boolean {
  const body = parseJson(`${head}${PROBE}${rest}`)
  return isRecord(body) && readFrame(body).text === PROBE
}

import type { Take } from './stream-limit.ts'

const CLEAR = 256
const END = 257
const CODES = 4_096
const LEAST_BITS = 9
const MOST_BITS = 12

/** Unpacks LZW as PDF has it, up to where it breaks. */
export function unpackLzw(data: Uint8Array, take: Take): void {
  const table = new Codes()
  for (const code of codesIn(data, table)) {
    const text = table.textOf(code)
    if (text === undefined) return
    take(text)
  }
}

/** The codes, whose width grows with the table. */
function* codesIn(data: Uint8Array, table: Codes): Generator<number> {
  let [held, bits] = [0, 0]
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xff_ff_ff
    bits += 8
    if (bits < table.bits) continue
    bits -= table.bits
    const code = (held >> bits) & ((1 << table.bits) - 1)
    if (code === END) return
    if (code === CLEAR) table.clear()
    else yield code
  }
}

/** What each code says: an earlier one and a byte more. */
class Codes {
  bits = LEAST_BITS
  readonly #prefix = new Uint16Array(CODES)
  readonly #suffix = Uint8Array.from({ length: CODES }, (_, code) => (code < CLEAR ? code : 0))
  readonly #lengths = Uint16Array.from({ length: CODES }, (_, code) => (code < CLEAR ? 1 : 0))
  #next = END + 1
  #before: number | undefined

  clear(): void {
    this.bits = LEAST_BITS
    this.#next = END + 1
    this.#before = undefined
  }

  /** Undefined for a code that is not there yet. */
  textOf(code: number): Uint8Array | undefined {
    const before = this.#before
    if (code > this.#next || (code === this.#next && before === undefined)) return undefined
    const text = code < this.#next || before === undefined ? this.#spelled(code, 0) : this.#repeated(before)
    if (before !== undefined) this.#learn(before, text[0] ?? 0)
    this.#before = code
    return text
  }

  #learn(before: number, byte: number): void {
    if (this.#next < CODES) {
      this.#prefix[this.#next] = before
      this.#suffix[this.#next] = byte
      this.#lengths[this.#next] = (this.#lengths[before] ?? 0) + 1
      this.#next += 1
    }
    if (this.#next + 1 >= 1 << this.bits && this.bits < MOST_BITS) this.bits += 1
  }

  /** A code may be the very one that it makes: the one before and its first byte once more. */
  #repeated(before: number): Uint8Array {
    const text = this.#spelled(before, 1)
    text[text.length - 1] = text[0] ?? 0
    return text
  }

  #spelled(code: number, more: number): Uint8Array {
    const length = this.#lengths[code] ?? 0
    const text = new Uint8Array(length + more)
    for (let at = length - 1, next = code; at >= 0; at--) {
      text[at] = this.#suffix[next] ?? 0
      next = this.#prefix[next] ?? 0
    }
    return text
  }
}

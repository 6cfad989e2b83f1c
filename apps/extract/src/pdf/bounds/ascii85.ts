import { MAX_STREAM_BYTES, TooMuch, type Take } from './stream-limit.ts'

const END = 0x7e
const ZEROS = 0x7a
const FIRST = 0x21
const LAST = 0x75
const GROUP = 5

/** Unpacks five characters to four bytes; a `z` is four zeros. @throws TooMuch */
export function unpackAscii85(data: Uint8Array, take: Take): void {
  const out = new Uint8Array(Math.min(data.length * 4, MAX_STREAM_BYTES) + 4)
  let [size, value, digits] = [0, 0, 0]
  for (const byte of data) {
    if (byte === END) break
    if (size > MAX_STREAM_BYTES) throw new TooMuch('a stream unpacks to too much')
    if (byte === ZEROS && digits === 0) size += 4
    if (byte < FIRST || byte > LAST) continue
    value = value * 85 + byte - FIRST
    digits += 1
    if (digits < GROUP) continue
    size = put(out, size, value, 4)
    ;[value, digits] = [0, 0]
  }
  for (let left = digits; left > 0 && left < GROUP; left++) value = value * 85 + 84
  take(out.subarray(0, put(out, size, value, Math.max(0, digits - 1))))
}

/** The first so many of four bytes. */
function put(out: Uint8Array, at: number, value: number, bytes: number): number {
  for (let byte = 0; byte < bytes; byte++) out[at + byte] = Math.floor(value / 2 ** (24 - byte * 8)) & 255
  return at + bytes
}

import { Inflate } from 'fflate'

/** No stream of an honest file unpacks to more. */
export const MAX_STREAM_BYTES = 32 * 1_024 * 1_024
/** A piece of this size unpacks to some four MiB at most. */
const PIECE_BYTES = 4_096
const ZLIB_HEADER_BYTES = 2

type Take = (piece: Uint8Array) => void
type Filter = (data: Uint8Array, take: Take) => void

/** Thrown where a stream unpacks to too much. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

const FILTERS: Readonly<Record<string, Filter>> = {
  FlateDecode: inflate,
  Fl: inflate,
  LZWDecode: unpackLzw,
  LZW: unpackLzw,
  RunLengthDecode: unpackRuns,
  RL: unpackRuns,
  ASCII85Decode: unpackAscii85,
  A85: unpackAscii85,
  ASCIIHexDecode: unpackHex,
  AHx: unpackHex,
}
/** Nobody packs more often. */
const MAX_FILTERS = 6

/** Named elsewhere in the file: mostly this. */
const USUAL = ['FlateDecode']

/** The filters that a dictionary names, as far as they are ones that unpack. */
export function filtersOf(dictionary: string): string[] {
  if (/\/Filter\s+\d+\s+\d+\s+R\b/u.test(dictionary)) return USUAL
  const [, list = '', one = ''] = /\/(?:Filter|F)\s*(?:\[([^\]]*)\]|(\/\w+))/u.exec(dictionary) ?? []
  return [...(list + one).matchAll(/\/(\w+)/gu)].map(([, name = '']) => name).slice(0, MAX_FILTERS)
}

/**
 * Unpacks a stream through its filters, piece by piece through the last of them; one that is unknown ends it.
 * What is broken ends where it breaks, as PDF.js has it. @throws TooMuch
 */
export function unpack(data: Uint8Array, filters: readonly string[], take: Take): void {
  const known = filters.flatMap((name) => FILTERS[name] ?? [])
  let input = data
  for (const filter of known.slice(0, -1)) input = unpackedWhole(filter, input)
  const last = known.at(-1)
  if (last === undefined) take(input)
  else last(input, bounded(take))
}

function unpackedWhole(filter: Filter, input: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = []
  let size = 0
  filter(
    input,
    bounded((piece) => {
      pieces.push(piece)
      size += piece.length
    }),
  )
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function bounded(take: Take): Take {
  let size = 0
  return (piece) => {
    size += piece.length
    if (size > MAX_STREAM_BYTES) throw new TooMuch('a stream unpacks to too much')
    take(piece)
  }
}

function inflate(data: Uint8Array, take: Take): void {
  const flate = new Inflate((piece) => take(piece))
  try {
    for (let at = ZLIB_HEADER_BYTES; at < data.length; at += PIECE_BYTES) {
      flate.push(data.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= data.length)
    }
  } catch (thrown) {
    if (thrown instanceof TooMuch) throw thrown
  }
}

const LZW_CLEAR = 256
const LZW_END = 257
const LZW_CODES = 4_096

/** Each code is an earlier one and a byte more. */
function unpackLzw(data: Uint8Array, take: Take): void {
  const [prefix, suffix, lengths] = [
    new Uint16Array(LZW_CODES),
    new Uint8Array(LZW_CODES),
    new Uint16Array(LZW_CODES),
  ]
  for (let code = 0; code < LZW_CLEAR; code++) {
    suffix[code] = code
    lengths[code] = 1
  }
  let [next, width, before, bits, held] = [LZW_END + 1, 9, -1, 0, 0]
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xff_ff_ff
    bits += 8
    if (bits < width) continue
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === LZW_END) return
    if (code === LZW_CLEAR) {
      ;[next, width, before] = [LZW_END + 1, 9, -1]
      continue
    }
    if (code > next || (code === next && before < 0)) return
    const text = code < next ? textOf(code) : textOf(before, 1)
    if (code === next) text[text.length - 1] = text[0] ?? 0
    take(text)
    if (before >= 0 && next < LZW_CODES) {
      prefix[next] = before
      suffix[next] = text[0] ?? 0
      lengths[next] = (lengths[before] ?? 0) + 1
      next += 1
    }
    before = code
    if (next + 1 >= 1 << width && width < 12) width += 1
  }

  function textOf(of: number, more = 0): Uint8Array {
    const length = lengths[of] ?? 0
    const text = new Uint8Array(length + more)
    for (let at = length - 1, code = of; at >= 0; at--) {
      text[at] = suffix[code] ?? 0
      code = prefix[code] ?? 0
    }
    return text
  }
}

const RUN_END = 128

function unpackRuns(data: Uint8Array, take: Take): void {
  for (let at = 0; at < data.length;) {
    const length = data[at] ?? RUN_END
    if (length === RUN_END) return
    if (length < RUN_END) take(data.subarray(at + 1, at + 2 + length))
    else take(new Uint8Array(257 - length).fill(data[at + 1] ?? 0))
    at += length < RUN_END ? length + 2 : 2
  }
}

function unpackAscii85(data: Uint8Array, take: Take): void {
  // A `z` is four bytes.
  const out = new Uint8Array(Math.min(data.length * 4, MAX_STREAM_BYTES) + 4)
  let [size, value, digits] = [0, 0, 0]
  for (const byte of data) {
    if (byte === 0x7e) break
    if (size > MAX_STREAM_BYTES) throw new TooMuch('a stream unpacks to too much')
    if (byte === 0x7a && digits === 0) size += 4
    if (byte < 0x21 || byte > 0x75) continue
    value = value * 85 + byte - 0x21
    digits += 1
    if (digits < 5) continue
    for (const shift of [24, 16, 8, 0]) out[size++] = Math.floor(value / 2 ** shift) & 255
    ;[value, digits] = [0, 0]
  }
  for (let left = digits; left > 0 && left < 5; left++) value = value * 85 + 84
  for (let at = 0; at < digits - 1; at++) out[size++] = Math.floor(value / 2 ** (24 - at * 8)) & 255
  take(out.subarray(0, size))
}

function unpackHex(data: Uint8Array, take: Take): void {
  const hex =
    new TextDecoder('latin1')
      .decode(data)
      .split('>', 1)[0]
      ?.replace(/[^\da-f]/giu, '') ?? ''
  const out = new Uint8Array(Math.ceil(hex.length / 2))
  for (let at = 0; at < out.length; at++)
    out[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2).padEnd(2, '0'), 16)
  take(out)
}

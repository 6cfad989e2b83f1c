import { Inflate } from 'fflate'

import { unpackAscii85 } from './ascii85.ts'
import { unpackLzw } from './lzw.ts'
import { MAX_STREAM_BYTES, TooMuch, type Take } from './stream-limit.ts'

/** A piece of this size unpacks to some four MiB at most. */
const PIECE_BYTES = 4_096
const ZLIB_HEADER_BYTES = 2

type Filter = (data: Uint8Array, take: Take) => void

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

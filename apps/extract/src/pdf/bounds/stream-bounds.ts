import { Inflate } from 'fflate'

/**
 * What the streams of a file unpack to, all filters applied; images are not unpacked, since nobody draws
 * them.
 */
const MAX_ALL_BYTES = 128 * 1_024 * 1_024
const MAX_STREAM_BYTES = 32 * 1_024 * 1_024
/** Drawing commands deflate to a twentieth at best; a large stream that deflates to less is made to. */
const MAX_RATIO = 100
const RATIO_FROM_BYTES = 16 * 1_024 * 1_024
/** A piece of this size unpacks to some four MiB at most. */
const PIECE_BYTES = 4_096
/** How far before its stream a dictionary may begin. */
const DICTIONARY_UNITS = 4_096

/**
 * Whether what a PDF unpacks to is within bounds. PDF.js unpacks without any, and cannot be interrupted.
 * An encrypted file cannot be looked into before it is opened: then this says true.
 */
export function unpacksWithinBounds(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes)
  if (repeatsItself(text)) return false
  const asContent = contentsOf(text)
  let all = 0
  for (const stream of streamsOf(text)) {
    const isImage = /\/Subtype\s*\/Image\b/u.test(stream.dictionary) && !asContent.has(stream.number)
    const flates = isImage ? 0 : [...stream.dictionary.matchAll(/\/(?:FlateDecode|Fl)\b/gu)].length
    const size = unpackedSize(bytes.subarray(stream.start, stream.end), Math.min(flates, 4))
    const isStretched = size > RATIO_FROM_BYTES && size > (stream.end - stream.start) * MAX_RATIO
    all += size
    if (isStretched || size > MAX_STREAM_BYTES || all > MAX_ALL_BYTES) return false
  }
  return true
}

interface PackedStream {
  readonly number: string
  readonly dictionary: string
  readonly start: number
  readonly end: number
}

function* streamsOf(text: string): Generator<PackedStream> {
  for (let at = text.indexOf('stream'); at >= 0;) {
    const before = text.slice(Math.max(0, at - DICTIONARY_UNITS), at)
    const head = before.slice(Math.max(0, before.lastIndexOf(' obj') - 20))
    const dictionary = head.replace(/#([\da-f]{2})/giu, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    const start = at + 'stream'.length + (text.startsWith('\r\n', at + 6) ? 2 : 1)
    const found = text.indexOf('endstream', start)
    const said = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/u.exec(dictionary)?.[1] ?? 0)
    const end = Math.min(text.length, Math.max(found < 0 ? text.length : found, start + said))
    yield { number: /(\d+)\s+\d+\s+obj/u.exec(dictionary)?.[1] ?? '', dictionary, start, end }
    at = text.indexOf('stream', end + 'endstream'.length)
  }
}

/** The numbers of the objects that pages name as their content, whatever these say they are. */
function contentsOf(text: string): Set<string> {
  const numbers = new Set<string>()
  for (const [, named = ''] of text.matchAll(/\/Contents\s*(\d+\s+\d+\s+R|\[[^\]]*\])/gu)) {
    for (const [, number = ''] of named.matchAll(/(\d+)\s+\d+\s+R/gu)) numbers.add(number)
  }
  return numbers
}

/** A list this long that names few objects makes one small stream the content of a page very often. */
const MAX_REPEATED = 1_000

function repeatsItself(text: string): boolean {
  for (const [, list = ''] of text.matchAll(/\[([^[\]]*)\]/gu)) {
    if (list.length < MAX_REPEATED * 'n g R'.length) continue
    const named = list.match(/\d+\s+\d+\s+R/gu) ?? []
    if (named.length > MAX_REPEATED && new Set(named).size * 2 < named.length) return true
  }
  return false
}

/** The largest size on the way through so many deflations; counts on no further than the bound. */
function unpackedSize(packed: Uint8Array, flates: number): number {
  let input = packed
  let most = 0
  for (let step = 0; step < flates; step++) {
    const pieces = inflated(input, step + 1 < flates)
    most = Math.max(most, pieces.size)
    if (most > MAX_STREAM_BYTES) return most
    input = pieces.kept
  }
  return most
}

const ZLIB_HEADER_BYTES = 2

function inflated(input: Uint8Array, isKept: boolean): { size: number; kept: Uint8Array } {
  const pieces: Uint8Array[] = []
  let size = 0
  const inflate = new Inflate((piece) => {
    size += piece.length
    if (size > MAX_STREAM_BYTES) throw new RangeError('beyond the bound')
    if (isKept) pieces.push(piece)
  })
  try {
    for (let at = ZLIB_HEADER_BYTES; at < input.length; at += PIECE_BYTES) {
      inflate.push(input.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= input.length)
    }
  } catch {
    // Beyond the bound, or broken: then there is no more to unpack, and PDF.js stops there as well.
  }
  return { size, kept: joined(pieces, isKept ? size : 0) }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

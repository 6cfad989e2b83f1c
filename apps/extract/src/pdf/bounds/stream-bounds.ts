import { filtersOf, unpack } from './filters.ts'
import { drawsWithinBounds } from './form-bounds.ts'
import { streamsOf } from './pdf-objects.ts'
import { MAX_STREAM_BYTES, TooMuch } from './stream-limit.ts'

/**
 * What the streams of a file unpack to, all filters applied; images are not unpacked, since nobody draws
 * them.
 */
const MAX_ALL_BYTES = 128 * 1_024 * 1_024
/** Drawing commands deflate to a twentieth at best; a large stream that deflates to less is made to. */
const MAX_RATIO = 100
const RATIO_FROM_BYTES = 16 * 1_024 * 1_024

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
    const filters = isImage ? [] : filtersOf(stream.dictionary)
    const size = unpackedSize(bytes.subarray(stream.start, stream.end), filters)
    const isStretched = size > RATIO_FROM_BYTES && size > (stream.end - stream.start) * MAX_RATIO
    all += size
    if (isStretched || size > MAX_STREAM_BYTES || all > MAX_ALL_BYTES) return false
  }
  return drawsWithinBounds(bytes, text)
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

/** Of what comes out of the last filter; beyond the bound at any step, it is endless. */
function unpackedSize(packed: Uint8Array, filters: readonly string[]): number {
  let size = 0
  try {
    if (filters.length > 0) unpack(packed, filters, (piece) => void (size += piece.length))
  } catch (thrown) {
    if (!(thrown instanceof TooMuch)) throw thrown
    return Number.POSITIVE_INFINITY
  }
  return size
}

import { filtersOf, unpack } from './filters.ts'

/** How far before its stream a dictionary may begin. */
const DICTIONARY_UNITS = 4_096

/** A stream of a file, and what is said of it. */
export interface PackedStream {
  readonly number: string
  readonly dictionary: string
  readonly start: number
  readonly end: number
}

/** Every stream, wherever the directory of the file says that they are. */
export function* streamsOf(text: string): Generator<PackedStream> {
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

/** An object of a file: its dictionary, and its stream if it has one. */
export interface PdfObject {
  readonly dictionary: string
  readonly stream: PackedStream | undefined
}

const MAX_OBJECT_UNITS = 65_536

/** The objects by their numbers; of several with the same number, the last. */
export function objectsOf(bytes: Uint8Array, text: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const { index, 0: head, 1: number = '' } of text.matchAll(/(\d+)\s+\d+\s+obj\b/gu)) {
    const from = index + head.length
    const body = text.slice(from, from + MAX_OBJECT_UNITS)
    const end = /endobj|\bstream\b/u.exec(body)?.index ?? body.length
    objects.set(number, { dictionary: body.slice(0, end), stream: undefined })
  }
  for (const stream of streamsOf(text)) {
    const known = objects.get(stream.number)
    objects.set(stream.number, { dictionary: known?.dictionary ?? stream.dictionary, stream })
    if (/\/Type\s*\/ObjStm\b/u.test(stream.dictionary)) addPacked(objects, bytes, stream)
  }
  return objects
}

/** Objects that are packed together: first their numbers and places, then they themselves. */
function addPacked(objects: Map<string, PdfObject>, bytes: Uint8Array, stream: PackedStream): void {
  const first = Number(/\/First\s+(\d+)/u.exec(stream.dictionary)?.[1] ?? 0)
  const text = contentOf(bytes, stream)
  const places = [...text.slice(0, first).matchAll(/(\d+)\s+(\d+)/gu)]
  for (const [at, [, number = '', from]] of places.entries()) {
    const until = places[at + 1]?.[2]
    const end = until === undefined ? text.length : first + Number(until)
    objects.set(number, { dictionary: text.slice(first + Number(from), end), stream: undefined })
  }
}

/** What a stream says once it is unpacked. @throws TooMuch */
export function contentOf(bytes: Uint8Array, { dictionary, start, end }: PackedStream): string {
  const decoder = new TextDecoder('latin1')
  const pieces: string[] = []
  unpack(bytes.subarray(start, end), filtersOf(dictionary), (piece) => pieces.push(decoder.decode(piece)))
  return pieces.join('')
}

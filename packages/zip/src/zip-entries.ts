/** A file inside a zip, by what the directory at its end says. Nothing of it is unpacked yet. */
export interface ZipEntry {
  readonly name: string
  /** Unpacked; the file may lie. */
  readonly bytes: number
  readonly isEncrypted: boolean
  readonly isDeflated: boolean
  readonly data: Uint8Array
}

/** Not a zip, one that breaks off, or one packed in a way that nobody uses. */
export class BrokenZip extends Error {
  override readonly name = 'BrokenZip'
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 65_535
const STORED = 0
const DEFLATED = 8
const ENCRYPTED_FLAG = 1

/** The files of a zip, each name once, whatever the directory says. Folders are none. @throws BrokenZip */
export function* zipEntries(zip: Uint8Array): Generator<ZipEntry> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const seen = new Set<string>()
  try {
    const end = endOf(view)
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const { entry, next } = entryAt(zip, view, at)
      at = next
      if (entry.name.endsWith('/') || seen.has(entry.name)) continue
      seen.add(entry.name)
      yield entry
    }
  } catch (thrown) {
    throw thrown instanceof RangeError ? new BrokenZip('breaks off', { cause: thrown }) : thrown
  }
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT_BYTES)
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at
  }
  throw new BrokenZip('has no directory')
}

function entryAt(zip: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (view.getUint32(at, true) !== ENTRY) throw new BrokenZip('has a broken directory')
  const method = view.getUint16(at + 10, true)
  if (method !== DEFLATED && method !== STORED) throw new BrokenZip('is packed in an unknown way')
  const packed = view.getUint32(at + 20, true)
  const nameLength = view.getUint16(at + 28, true)
  const nameAt = at + ENTRY_BYTES
  const entry = {
    name: new TextDecoder().decode(zip.subarray(nameAt, nameAt + nameLength)),
    bytes: view.getUint32(at + 24, true),
    isEncrypted: (view.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0,
    isDeflated: method === DEFLATED,
    data: dataAt(zip, view, view.getUint32(at + 42, true), packed),
  }
  return { entry, next: nameAt + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true) }
}

function dataAt(zip: Uint8Array, view: DataView, at: number, packed: number): Uint8Array {
  if (view.getUint32(at, true) !== LOCAL) throw new BrokenZip('has an entry that is not there')
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + packed > zip.byteLength) throw new BrokenZip('breaks off')
  return zip.subarray(from, from + packed)
}

import { BrokenZip, zipEntries, type ZipEntry } from '@bulkhead/zip/zip-entries'
import { Inflate } from 'fflate'

import { UnreadableDocument } from '../../text/extracted.ts'

/** What all that is read of a file may unpack to. It is read as it is unpacked and never held as a whole. */
const MAX_UNPACKED_BYTES = 48 * 1_024 * 1_024
/** Parts that are opened; more say nothing that a reader needs. */
const MAX_READS = 5_000
/** Unpacks to 4 MiB at most. */
const SLICE_BYTES = 4_096

/** The parts of a packed document by their names. */
export class ZipFile {
  readonly #entries: ReadonlyMap<string, ZipEntry>
  readonly #what: string
  readonly #unpackedOf = new Map<string, number>()
  #unpacked = 0
  #reads = 0

  /**
   * @param what the file is, for whoever has sent it
   * @throws UnreadableDocument if the file is no zip
   */
  constructor(bytes: Uint8Array, what: string) {
    if (isCompoundFile(bytes)) throw this.locked()
    this.#what = what
    try {
      this.#entries = new Map(Array.from(zipEntries(bytes), (entry) => [entry.name, entry]))
    } catch (thrown) {
      throw thrown instanceof BrokenZip ? this.unreadable() : thrown
    }
  }

  get names(): IterableIterator<string> {
    return this.#entries.keys()
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /**
   * Unpacks a part piece by piece. Returns false if there is none. @throws UnreadableDocument if it is broken,
   * or all that was read is far too much
   */
  unpack(name: string, take: (piece: Uint8Array) => void): boolean {
    const entry = this.#entries.get(name)
    if (entry === undefined) return false
    if (entry.isEncrypted) throw this.locked()
    this.#reads += 1
    const before = this.#unpackedOf.get(name) ?? 0
    this.#requireRoom(entry.bytes - before)
    let bytes = 0
    const counted = (piece: Uint8Array) => {
      bytes += piece.byteLength
      // What has been unpacked before takes no more room.
      if (bytes > before) this.#count(name, bytes)
      take(piece)
    }
    if (entry.isDeflated) this.#inflate(entry.data, counted)
    else counted(entry.data)
    return true
  }

  /** Whether a word of ASCII stands anywhere in a part. */
  mentions(name: string, word: string): boolean {
    let isFound = false
    let before = ''
    this.unpack(name, (piece) => {
      if (isFound) return
      const text = before + LATIN.decode(piece)
      isFound = text.includes(word)
      before = text.slice(-word.length)
    })
    return isFound
  }

  /** A part as text; for those that are small or have to be seen as a whole. */
  text(name: string): string | undefined {
    const pieces: string[] = []
    const decoder = new TextDecoder()
    const isThere = this.unpack(name, (piece) => pieces.push(decoder.decode(piece, { stream: true })))
    return isThere ? pieces.join('') + decoder.decode() : undefined
  }

  locked(): UnreadableDocument {
    return new UnreadableDocument('document_encrypted', LOCKED)
  }

  unreadable(): UnreadableDocument {
    const message = `The file is not a readable ${this.#what}, or unpacks to far too much. Save it again and send it once more.`
    return new UnreadableDocument('document_malformed', message)
  }

  #inflate(data: Uint8Array, take: (piece: Uint8Array) => void): void {
    try {
      const inflate = new Inflate(take)
      for (let at = 0; at < data.byteLength; at += SLICE_BYTES) {
        inflate.push(data.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= data.byteLength)
      }
    } catch (thrown) {
      // Those of fflate have a number as their code.
      throw thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number'
        ? this.unreadable()
        : thrown
    }
  }

  #count(name: string, bytes: number): void {
    this.#unpacked += bytes - (this.#unpackedOf.get(name) ?? 0)
    this.#unpackedOf.set(name, bytes)
    this.#requireRoom(0)
  }

  #requireRoom(announced: number): void {
    if (this.#unpacked + announced > MAX_UNPACKED_BYTES || this.#reads > MAX_READS) throw this.unreadable()
  }
}

const LATIN = new TextDecoder('windows-1252')

/**
 * A compound file instead of a zip: what Office makes of a document with a password, and what it made of all
 * before 2007.
 */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0]

function isCompoundFile(bytes: Uint8Array): boolean {
  return COMPOUND_FILE.every((byte, at) => bytes[at] === byte)
}

const LOCKED =
  'The file is protected by a password, or in a format of before 2007. Save it as .docx, .xlsx or .pptx without a password and send it again.'

import { strFromU8, unzipSync } from 'fflate'

import { UnreadableDocument } from '../../text/extracted.ts'
import { valueOf, walkXml } from '../packed/xml.ts'

/** What all that is read may unpack to; the rest of an isolate's memory is needed for reading it. */
const MAX_UNPACKED_BYTES = 48 * 1_024 * 1_024

interface Relation {
  /** The last word of its type, such as `styles`. */
  readonly kind: string
  /** The name of a part, or an address outside the file. */
  readonly target: string
}

/** The parts of a Word document, found by what they are to each other and not by their usual names. */
export class DocxPackage {
  readonly #bytes: Uint8Array
  readonly main: string
  readonly relations: ReadonlyMap<string, Relation>
  #unpacked = 0

  /** @throws UnreadableDocument if the file is no zip, holds no document, or unpacks to far too much */
  constructor(bytes: Uint8Array) {
    if (isCompoundFile(bytes)) throw new UnreadableDocument('document_encrypted', LOCKED)
    this.#bytes = bytes
    const root = this.#relationsIn('_rels/.rels', '')
    const main = [...root.values()].find(({ kind }) => kind === 'officeDocument')?.target
    this.main = main ?? 'word/document.xml'
    // Sheets and slides are packed the same way.
    if (/^(?:xl|ppt)\//.test(this.main)) throw unreadable()
    const at = this.main.lastIndexOf('/') + 1
    const folder = this.main.slice(0, at)
    this.relations = this.#relationsIn(`${folder}_rels/${this.main.slice(at)}.rels`, folder)
  }

  /** The names of the parts of some kind, each once. */
  named(kind: string): string[] {
    const targets = [...this.relations.values()].flatMap((relation) =>
      relation.kind === kind ? relation.target : [],
    )
    return [...new Set(targets)]
  }

  /** @returns undefined for a part that is not there */
  read(name: string): string | undefined {
    try {
      let isTaken = false
      const entries = unzipSync(this.#bytes, {
        filter: (entry) => {
          // A directory may name an entry any number of times.
          if (isTaken || entry.name !== name) return false
          isTaken = true
          this.#unpacked += entry.originalSize
          if (this.#unpacked > MAX_UNPACKED_BYTES) throw new RangeError('unpacks to too much')
          return true
        },
      })
      const entry = entries[name]
      return entry === undefined ? undefined : strFromU8(entry)
    } catch {
      throw unreadable()
    }
  }

  readMain(): string {
    const main = this.read(this.main)
    if (main === undefined) throw unreadable()
    return main
  }

  #relationsIn(name: string, folder: string): Map<string, Relation> {
    const relations = new Map<string, Relation>()
    const xml = this.read(name)
    if (xml === undefined) return relations
    walkXml(xml, {
      enter(element, attributes) {
        const { Id: id, Type: type, Target: target } = attributes
        if (!element.endsWith('Relationship') || id === undefined || target === undefined) return
        const isOutside = valueOf(attributes, 'TargetMode') === 'External'
        const kind = type?.slice(type.lastIndexOf('/') + 1) ?? ''
        relations.set(id, { kind, target: isOutside ? target : partNamed(folder, target) })
      },
      leave: () => undefined,
    })
    return relations
  }
}

function partNamed(folder: string, target: string): string {
  const path: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

/**
 * A compound file instead of a zip: what Word makes of a document with a password, and what it made of all
 * before 2007.
 */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0]

function isCompoundFile(bytes: Uint8Array): boolean {
  return COMPOUND_FILE.every((byte, at) => bytes[at] === byte)
}

function unreadable(): UnreadableDocument {
  return new UnreadableDocument('document_malformed', UNREADABLE)
}

const LOCKED =
  'The file is protected by a password, or in the format of Word before 2007. Save it as .docx without a password and send it again.'
const UNREADABLE =
  'The file is not a readable Word document, or unpacks to far too much. Save it again as .docx.'

import { walkXml, XmlWalk, valueOf, type XmlEvents } from './xml.ts'
import type { ZipFile } from './zip-file.ts'

interface Relation {
  /** The last word of its type, such as `styles`. */
  readonly kind: string
  /** The name of a part, or an address outside the file. */
  readonly target: string
}

/** The parts of an Office file, found by what they are to each other and not by their usual names. */
export class Parts {
  readonly file: ZipFile
  readonly main: string
  readonly relations: ReadonlyMap<string, Relation>

  /** @param usual where the main part stands if nothing says where */
  constructor(file: ZipFile, usual: string) {
    this.file = file
    const root = this.#relationsIn('_rels/.rels', '')
    this.main = [...root.values()].find(({ kind }) => kind === 'officeDocument')?.target ?? usual
    this.relations = this.relationsOf(this.main)
  }

  /** The names of the parts of some kind, each once. */
  named(kind: string): string[] {
    return namedIn(this.relations, kind)
  }

  /** @returns undefined for a part that is not there */
  read(name: string): string | undefined {
    return this.file.text(name)
  }

  /** Walks through a part while it is unpacked. @returns whether it is there */
  walk(name: string, events: XmlEvents): boolean {
    const walk = new XmlWalk(events)
    const isThere = this.file.unpack(name, (piece) => walk.write(piece))
    if (isThere) walk.end()
    return isThere
  }

  relationsOf(name: string): Map<string, Relation> {
    const at = name.lastIndexOf('/') + 1
    const folder = name.slice(0, at)
    return this.#relationsIn(`${folder}_rels/${name.slice(at)}.rels`, folder)
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

export function namedIn(relations: ReadonlyMap<string, Relation>, kind: string): string[] {
  return [...new Set([...relations.values()].flatMap((one) => (one.kind === kind ? one.target : [])))]
}

/** A name beside, below or above a folder, without its steps. */
export function partNamed(folder: string, target: string): string {
  const path: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

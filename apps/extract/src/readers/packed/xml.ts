import { Parser } from 'htmlparser2'

import { cleanText } from '../../text/extracted.ts'
import { Nesting } from '../nesting.ts'

export type Attributes = Readonly<Record<string, string>>

export interface XmlEvents {
  /** `name`: with the prefix that Word itself uses, whatever the file does. */
  enter(name: string, attributes: Attributes): void
  text?(text: string): void
  leave(name: string): void
}

/** Names of the transitional and of the strict form of a file, and those of OpenDocument. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/spreadsheetml\/(?:2006\/)?main$/, 'x'],
  [/\/presentationml\/(?:2006\/)?main$/, 'p'],
  [/\/drawingml\/(?:2006\/)?main$/, 'a'],
  [/\/drawingml\/(?:2006\/)?chart$/, 'c'],
  [/:opendocument:xmlns:office:/, 'office'],
  [/:opendocument:xmlns:text:/, 'text'],
  [/:opendocument:xmlns:table:/, 'table'],
  [/:opendocument:xmlns:drawing:/, 'draw'],
  [/:opendocument:xmlns:presentation:/, 'presentation'],
  [/:opendocument:xmlns:style:/, 'style'],
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/\/markup-compatibility\/2006$/, 'mc'],
]

/** Walks through a part of the file. */
export function walkXml(xml: string, events: XmlEvents): void {
  const walk = new XmlWalk(events)
  walk.writeText(xml)
  walk.end()
}

/** Walks through a part that comes in pieces: only one of them is in memory. */
export class XmlWalk {
  readonly #parser: Parser
  #decoder: TextDecoder | undefined

  constructor(events: XmlEvents) {
    const names = new Map<string, string>()
    const nesting = new Nesting()
    this.#parser = new Parser(
      {
        onopentag(name, attributes) {
          nesting.enter()
          learnPrefixes(names, attributes)
          events.enter(canonical(names, name), attributes)
        },
        ontext: (text) => events.text?.(text),
        onclosetag(name) {
          nesting.leave()
          events.leave(canonical(names, name))
        },
      },
      { xmlMode: true, decodeEntities: true },
    )
  }

  write(piece: Uint8Array): void {
    this.#decoder ??= new TextDecoder(encodingOf(piece))
    this.writeText(this.#decoder.decode(piece, { stream: true }))
  }

  writeText(text: string): void {
    this.#parser.write(cleanText(text))
  }

  end(): void {
    this.#parser.end()
  }
}

/** All but a few are in UTF-8. */
function encodingOf(piece: Uint8Array): string {
  const [first, second] = piece
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function learnPrefixes(names: Map<string, string>, attributes: Attributes): void {
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue
    const prefix = PREFIXES.find(([uri]) => uri.test(attributes[name] ?? ''))?.[1]
    if (prefix !== undefined) names.set(name.slice('xmlns:'.length), prefix)
  }
}

function canonical(names: ReadonlyMap<string, string>, name: string): string {
  const colon = name.indexOf(':')
  const prefix = names.get(colon < 0 ? '' : name.slice(0, colon))
  return prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`
}

/** An attribute by its name without prefix. */
export function valueOf(attributes: Attributes, name: string): string | undefined {
  for (const full in attributes) {
    if (full === name || full.endsWith(`:${name}`)) return attributes[full]
  }
  return undefined
}

/** Whether a property that is named is on: it is, unless it says that it is not. */
export function isOn(attributes: Attributes): boolean {
  const value = valueOf(attributes, 'val')
  return value !== 'false' && value !== '0' && value !== 'off'
}

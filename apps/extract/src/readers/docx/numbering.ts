import { listNumber } from '../../text/list-number.ts'
import { isOn, valueOf, walkXml, type Attributes } from '../packed/xml.ts'

interface Level {
  start: number
  format: string
  /** Such as `%1.%2`, or a bullet. */
  text: string
  isLegal: boolean
}

interface Scheme {
  readonly levels: Map<number, Level>
  /** What has been counted so far, by level. */
  readonly counts: number[]
}

interface List {
  readonly scheme: string
  /** Levels that this list counts anew, from where. */
  readonly starts: Map<number, number>
}

const MAX_LEVEL = 8

/** The numbers and bullets that Word puts before paragraphs and that are nowhere in their text. */
export class Numbering {
  readonly #schemes = new Map<string, Scheme>()
  readonly #lists = new Map<string, List>()

  constructor(xml: string | undefined) {
    if (xml !== undefined) walkXml(xml, new NumberingReader(this.#schemes, this.#lists))
  }

  /** What stands before the next paragraph of a list, with the blank behind it. */
  markerOf(listId: string, levelAt: number): string {
    const list = this.#lists.get(listId)
    const scheme = list && this.#schemes.get(list.scheme)
    const isLevel = levelAt >= 0 && levelAt <= MAX_LEVEL
    if (list === undefined || scheme === undefined || !isLevel) return ''
    count(scheme, levelAt, list.starts.get(levelAt))
    list.starts.delete(levelAt)
    return markerAt(scheme, levelAt)
  }
}

function count({ counts, levels }: Scheme, at: number, restart: number | undefined): void {
  const before = counts[at] ?? (levels.get(at)?.start ?? 1) - 1
  counts[at] = restart ?? before + 1
  counts.length = at + 1
}

function markerAt(scheme: Scheme, at: number): string {
  const level = scheme.levels.get(at)
  if (level === undefined) return ''
  if (level.format === 'bullet') return '- '
  const text = level.text
    .replace(/%(\d)/gu, (_, digit: string) => numberAt(scheme, Number(digit) - 1, level))
    .trim()
  return text === '' ? '' : `${text} `
}

function numberAt({ levels, counts }: Scheme, at: number, { isLegal }: Level): string {
  const level = levels.get(at)
  if (level?.format === 'none') return ''
  return listNumber(counts[at] ?? level?.start ?? 1, isLegal ? 'decimal' : (level?.format ?? 'decimal'))
}

class NumberingReader {
  readonly #schemes: Map<string, Scheme>
  readonly #lists: Map<string, List>
  #scheme: Scheme | undefined
  #list: List | undefined
  #level: Level | undefined
  #override = 0

  constructor(schemes: Map<string, Scheme>, lists: Map<string, List>) {
    this.#schemes = schemes
    this.#lists = lists
  }

  enter(name: string, attributes: Attributes): void {
    const value = textOf(attributes, 'val')
    const at = Number(textOf(attributes, 'ilvl'))
    if (name === 'w:abstractNum') this.#enterScheme(textOf(attributes, 'abstractNumId'))
    if (name === 'w:lvl') this.#enterLevel(at)
    if (name === 'w:num') this.#listId = textOf(attributes, 'numId')
    if (name === 'w:abstractNumId') this.#enterList(value)
    if (name === 'w:lvlOverride') this.#override = at
    if (name === 'w:startOverride') this.#list?.starts.set(this.#override, Number(value))
    if (this.#level !== undefined) readLevel(this.#level, name, value, attributes)
  }

  #enterScheme(id: string): void {
    this.#scheme = { levels: new Map(), counts: [] }
    this.#schemes.set(id, this.#scheme)
  }

  #enterLevel(at: number): void {
    this.#level = { start: 1, format: 'decimal', text: '', isLegal: false }
    this.#scheme?.levels.set(at, this.#level)
  }

  #enterList(scheme: string): void {
    this.#list = { scheme, starts: new Map() }
    this.#lists.set(this.#listId, this.#list)
  }

  #listId = ''

  leave(name: string): void {
    if (name === 'w:lvl') this.#level = undefined
    if (name === 'w:abstractNum') this.#scheme = undefined
  }
}

function textOf(attributes: Attributes, name: string): string {
  return valueOf(attributes, name) ?? ''
}

function readLevel(level: Level, name: string, value: string, attributes: Attributes): void {
  if (name === 'w:start') level.start = Number(value)
  if (name === 'w:numFmt') level.format = value
  if (name === 'w:lvlText') level.text = value
  if (name === 'w:isLgl') level.isLegal = isOn(attributes)
}

import type { Extracted } from '@bulkhead/contracts/extract'

import {
  assemble,
  requireRoom,
  shortName,
  UnreadableDocument,
  withoutInvisible,
  type Part,
} from '../text/extracted.ts'
import { extractHtml } from './html/html.ts'
import { walkXml, type Attributes } from './packed/xml.ts'

const HEADING = /^(?:title|head|heading|h[1-6]|caption)$/i
const MAX_HEADING_UNITS = 300
const MAX_DEPTH = 6
/** A value that is longer is a paragraph, whatever its name. */
const MAX_VALUE_UNITS = 200
const MARKUP = /<(?:p|br|div|li|a|b|i|em|strong|span|h[1-6]|img|table)[\s/>]/i
const SVG = /<svg[\s>]/i
/** How far a file's declarations reach. */
const HEAD_UNITS = 2_048

interface Open {
  readonly name: string
  /** What it says itself, and what is said within its sentence. */
  text: string
  isMixed: boolean
  /** What its children say, as long as it may be a sentence. */
  children: Said[]
  attributes: Said[]
  /** How deep it stands; the outermost element at 0. */
  readonly depth: number
}

interface Said {
  readonly name: string
  readonly text: string
}

/**
 * XML of any kind: values with their names, one block for each record; sentences as paragraphs, whatever is
 * marked within them. Of a drawing only its lettering is text.
 */
export function extractXml(raw: string): Extracted {
  if (SVG.test(raw.slice(0, HEAD_UNITS))) return extractHtml(raw)
  const reader = new DataReader()
  walkXml(raw, reader)
  if (!reader.hasElements) {
    throw new UnreadableDocument(
      'document_malformed',
      'The document is not XML. Correct it and send it again.',
    )
  }
  return assemble(reader.parts)
}

class DataReader {
  hasElements = false
  readonly parts: Part[] = []
  readonly #open: Open[] = []
  /** Elements that have something to say before what is inside of them says it, outermost first. */
  #waiting = new Set<Open>()
  #units = 0

  enter(name: string, attributes: Attributes): void {
    this.hasElements = true
    const said = saidIn(attributes)
    const depth = this.#open.length
    const open = {
      name: name.slice(name.lastIndexOf(':') + 1),
      text: '',
      isMixed: false,
      children: [],
      attributes: said,
      depth,
    }
    this.#open.push(open)
    if (said.length > 0) this.#waiting.add(open)
  }

  text(text: string): void {
    const open = this.#open.at(-1)
    if (open === undefined) return
    if (!open.isMixed && text.trim() !== '') startSentence(open)
    if (open.isMixed) open.text += text
  }

  leave(): void {
    const element = this.#open.pop()
    if (element === undefined) return
    const parent = this.#open.at(-1)
    if (!element.isMixed) this.#say(element)
    else if (parent?.isMixed === true) parent.text += element.text
    else this.#keep(parent ?? element, element)
    this.#waiting.delete(element)
  }

  #keep(parent: Open, element: Open): void {
    const { name, attributes } = element
    const text = withoutInvisible(element.text).replace(/\s+/gu, ' ').trim()
    parent.children.push(...(parent === element ? [] : attributes), { name, text })
    this.#waiting.delete(element)
    this.#waiting.add(parent)
    this.#units += text.length
    requireRoom(this.#units, this.parts.length + parent.children.length)
    // A sentence is short; what is longer is a list.
    if (parent === element || parent.children.length > MAX_CHILDREN) this.#say(parent)
  }

  /** What is around it has begun before. */
  #say(element: Open): void {
    if (!this.#waiting.has(element)) return
    const waiting = [...this.#waiting]
    this.#waiting = new Set()
    for (const one of waiting) {
      this.#push([...one.attributes, ...one.children], one.depth)
      one.attributes = []
      one.children = []
    }
  }

  #push(said: readonly Said[], depth: number): void {
    let lines: string[] = []
    for (const { name, text } of said) {
      const plain = plainOf(text)
      const isHeading = HEADING.test(name) && plain.length <= MAX_HEADING_UNITS && lines.length === 0
      if (plain === '') continue
      if (!isHeading && plain.length <= MAX_VALUE_UNITS && !PARAGRAPH.test(name)) {
        lines.push(`${shortName(name)}: ${plain}`)
        continue
      }
      this.#add({ text: lines.join('\n') })
      lines = []
      this.#add(isHeading ? { text: plain, depth: Math.min(depth + 1, MAX_DEPTH) } : { text: plain })
    }
    this.#add({ text: lines.join('\n') })
  }

  #add(part: Part): void {
    if (part.text === '') return
    this.parts.push(part)
    this.#units += part.text.length
    requireRoom(this.#units, this.parts.length)
  }
}

/** What its children said so far is part of the sentence. */
function startSentence(open: Open): void {
  open.isMixed = true
  open.text = open.children.map(({ text }) => `${text} `).join('')
  open.children = []
}

const MAX_CHILDREN = 1_000
const PARAGRAPH =
  /^(?:p|para|paragraph|simpara|li|item|note|td|entry|seg|s|l|line|quote|abstract|description|summary|content|body|text)$/i
const MACHINERY = /^(?:xmlns|xsi|xml):?/

/** Names, numbers and dates may stand in attributes; declarations say nothing. */
function saidIn(attributes: Attributes): Said[] {
  return Object.entries(attributes).flatMap(([name, text]) =>
    MACHINERY.test(name) || text.trim() === ''
      ? []
      : [{ name: name.slice(name.indexOf(':') + 1), text: text.trim() }],
  )
}

/** Feeds carry pages as text. */
function plainOf(text: string): string {
  return MARKUP.test(text) ? extractHtml(text).text.replace(/\s+/gu, ' ').trim() : text
}

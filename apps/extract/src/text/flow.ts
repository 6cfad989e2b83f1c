import { headingTitle, requireRoom, withoutInvisible } from './extracted.ts'
import type { CellPart } from './table-rows.ts'

/**
 * More links than this in a paragraph are a menu or a list of sources: their targets would drown what it
 * says.
 */
const MAX_TARGETS = 3
/** Looking at a link's text takes as long as the paragraph is. */
const MAX_LINKS = 20

const IS_DIGIT = /^\d$/
const BEGINS_NUMBER = /^[-−+]?\d/

/** A run of paragraphs, and the one that is open: a page, or what a cell of it holds. */
export class Flow {
  readonly parts: CellPart[] = []
  /** Depth of the open heading. */
  depth: number | undefined
  /** The number or dash of the list item that begins. */
  marker = ''
  /** How often a paragraph has ended: what began before the last end is not in the open one. */
  ends = 0
  #text = ''
  #last = ''
  #isRaised = false
  #readings = ''
  #targets: { readonly at: number; readonly target: string }[] = []
  #links = 0
  #units = 0

  get units(): number {
    return this.#text.length
  }

  add(text: string): void {
    if (text === '') return
    this.#text += this.#isRaised && BEGINS_NUMBER.test(text) && IS_DIGIT.test(this.#last) ? `^${text}` : text
    this.#last = text.at(-1) ?? ''
    this.#isRaised = false
  }

  /** What comes up to `endRaised` stands above the line: a power, or the mark of a note, is not part of the number before it. */
  raise(): void {
    this.#isRaised = true
  }

  endRaised(): void {
    this.#isRaised = false
  }

  /** Within a sentence, but not within a word. */
  addApart(text: string): void {
    this.#text += ` ${text} `
  }

  /** How characters are read aloud stands behind the sentence, which stays as it is. */
  addReading(text: string): void {
    this.#readings += text
  }

  /** @param from where the link's text begins in the open paragraph */
  addTarget(from: number, target: string): void {
    this.#links += 1
    if (this.#links > MAX_LINKS) return
    const text = this.#text.slice(from)
    if (text.trim() === '' || target.includes(text.trim()) || text.includes(target)) return
    this.#targets.push({ at: this.#text.length, target })
  }

  /** Ends the open paragraph. */
  end(): void {
    this.ends += 1
    const text = tidy(withoutInvisible(this.#withTargets()))
    if (text !== '') {
      const readings = this.#readings === '' ? '' : `（${this.#readings}）`
      this.push({
        text: `${this.marker}${text}${readings}`,
        ...(this.depth === undefined ? {} : { depth: this.depth }),
      })
      this.marker = ''
    }
    this.#text = ''
    this.#last = ''
    this.#readings = ''
    this.#targets = []
    this.#links = 0
  }

  /** The open paragraph is not seen. */
  drop(): void {
    this.#text = ''
    this.end()
  }

  push(...parts: readonly CellPart[]): void {
    for (const part of parts) {
      this.#units += part.text.length
      this.parts.push(part)
    }
    requireRoom(this.#units, this.parts.length)
  }

  /** All that it says as one line. */
  line(): string {
    this.end()
    return headingTitle(this.parts.map(({ text }) => text).join(' '))
  }

  #withTargets(): string {
    if (this.depth !== undefined || this.#targets.length > MAX_TARGETS) return this.#text
    let text = ''
    let from = 0
    for (const { at, target } of this.#targets) {
      text += `${this.#text.slice(from, at).trimEnd()} (${target})`
      from = at
    }
    return text + this.#text.slice(from)
  }
}

/** Lines without blanks at their ends. Blanks within are as they came. */
function tidy(text: string): string {
  if (!text.includes('\n')) return text.trim().replace(/ {2,}/gu, ' ')
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

import type { Extracted } from '@bulkhead/contracts/extract'
import { Parser } from 'htmlparser2'

import { assemble, cleanText, type Part } from '../text/extracted.ts'
import { Nesting } from './nesting.ts'

/** What is not part of what the page says. */
const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'nav',
  'iframe',
  'object',
  'select',
  'button',
])
const INLINE = new Set(
  `a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr`.split(
    ' ',
  ),
)
const HEADING = /^h([1-6])$/

/**
 * HTML as paragraphs, headings, list items and table rows; broken markup is read as browsers would, hidden
 * machinery is left out.
 */
export function extractHtml(raw: string): Extracted {
  const reader = new HtmlReader()
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true })
  parser.write(cleanText(raw))
  parser.end()
  return assemble(reader.parts())
}

class HtmlReader {
  readonly #parts: Part[] = []
  #title = ''
  #text = ''
  #depth: number | undefined
  #skipping = 0
  readonly #nesting = new Nesting()
  #preformatted = 0
  #inTitle = false

  onopentag(name: string): void {
    this.#nesting.enter()
    if (SKIPPED.has(name)) this.#skipping += 1
    if (name === 'title') this.#inTitle = true
    if (name === 'pre') this.#preformatted += 1
    if (name === 'br') this.#text += '\n'
    else if (name === 'td' || name === 'th') this.#cell()
    else if (!INLINE.has(name)) this.#open(name)
  }

  ontext(text: string): void {
    if (this.#inTitle) this.#title += text
    else if (this.#skipping === 0) this.#text += this.#preformatted > 0 ? text : text.replace(/\s+/gu, ' ')
  }

  onclosetag(name: string): void {
    this.#nesting.leave()
    if (SKIPPED.has(name)) this.#skipping = Math.max(0, this.#skipping - 1)
    if (name === 'title') this.#inTitle = false
    if (name === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1)
    if (!INLINE.has(name) && name !== 'td' && name !== 'th' && name !== 'br') this.#end()
  }

  /** Without any heading of its own the page is headed by its title. */
  parts(): Part[] {
    this.#end()
    const title = this.#title.replace(/\s+/gu, ' ').trim()
    const hasHeading = this.#parts.some(({ depth }) => depth !== undefined)
    return hasHeading || title === '' ? this.#parts : [{ text: title, depth: 1 }, ...this.#parts]
  }

  #open(name: string): void {
    this.#end()
    const depth = HEADING.exec(name)?.[1]
    if (depth !== undefined) this.#depth = Number(depth)
    if (name === 'li') this.#text = '- '
  }

  #cell(): void {
    if (this.#text.trim() !== '') this.#text += ' | '
  }

  #end(): void {
    const text = this.#text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim()
    if (text !== '' && text !== '-') {
      this.#parts.push({ text, ...(this.#depth === undefined ? {} : { depth: this.#depth }) })
    }
    this.#text = ''
    this.#depth = undefined
  }
}

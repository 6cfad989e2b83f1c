import type { Extracted } from '@bulkhead/contracts/extract'
import { strFromU8, unzipSync } from 'fflate'
import { Parser } from 'htmlparser2'

import { assemble, cleanText, UnreadableDocument, type Part } from '../text/extracted.ts'
import { Nesting } from './nesting.ts'

const BODY = 'word/document.xml'
/** What a small zip may unpack to; the rest of an isolate's memory is needed for reading it. */
const MAX_UNPACKED_BYTES = 48 * 1_024 * 1_024

/**
 * A Word document: its headings, paragraphs and table rows. Only the body is unpacked, and only up to a size.
 */
export function extractDocx(bytes: Uint8Array): Extracted {
  const reader = new DocxReader()
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: true })
  parser.write(cleanText(unpackBody(bytes)))
  parser.end()
  return assemble(reader.parts)
}

/**
 * A compound file instead of a zip: what Word makes of a document with a password, and what it made of all
 * before 2007.
 */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0]

function isCompoundFile(bytes: Uint8Array): boolean {
  return COMPOUND_FILE.every((byte, at) => bytes[at] === byte)
}

function unpackBody(bytes: Uint8Array): string {
  if (isCompoundFile(bytes)) throw new UnreadableDocument('document_encrypted', LOCKED)
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === BODY && originalSize <= MAX_UNPACKED_BYTES,
    })
    const body = entries[BODY]
    if (body !== undefined) return strFromU8(body)
  } catch {
    throw new UnreadableDocument('document_malformed', UNREADABLE)
  }
  throw new UnreadableDocument('document_malformed', UNREADABLE)
}

const LOCKED =
  'The file is protected by a password, or in the format of Word before 2007. Save it as .docx without a password and send it again.'
const UNREADABLE =
  'The file is not a readable Word document, or unpacks to far too much. Save it again as .docx.'

const HEADING_STYLE = /^(?:heading|berschrift|überschrift|titre)\s?([1-6])$|^(title)$/i

class DocxReader {
  readonly parts: Part[] = []
  readonly #nesting = new Nesting()
  #text = ''
  #cells: string[] | undefined
  #depth: number | undefined
  #isText = false

  onopentag(name: string, attributes: Record<string, string>): void {
    this.#nesting.enter()
    if (name === 'w:t') this.#isText = true
    if (name === 'w:tab') this.#text += '\t'
    if (name === 'w:br' || name === 'w:cr') this.#text += '\n'
    if (name === 'w:tr') this.#cells = []
    if (name === 'w:pStyle') this.#depth = depthOf(attributes['w:val'] ?? '')
  }

  ontext(text: string): void {
    if (this.#isText) this.#text += text
  }

  onclosetag(name: string): void {
    this.#nesting.leave()
    if (name === 'w:t') this.#isText = false
    if (name === 'w:p') this.#endParagraph()
    if (name === 'w:tr') this.#endRow()
  }

  #endParagraph(): void {
    const text = this.#text.trim()
    if (this.#cells !== undefined) this.#cells.push(text)
    else this.parts.push({ text, ...(this.#depth === undefined ? {} : { depth: this.#depth }) })
    this.#text = ''
    this.#depth = undefined
  }

  #endRow(): void {
    this.parts.push({ text: (this.#cells ?? []).filter((cell) => cell !== '').join(' | ') })
    this.#cells = undefined
  }
}

function depthOf(style: string): number | undefined {
  const [, depth, title] = HEADING_STYLE.exec(style) ?? []
  if (title !== undefined) return 1
  return depth === undefined ? undefined : Number(depth)
}

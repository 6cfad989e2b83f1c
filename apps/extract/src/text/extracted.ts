import type { Block, Extracted, Range } from '@bulkhead/contracts/extract'

/** The document cannot be read. Terminal: the message tells its owner what to do. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** It has no text but pictures, in which somebody else may recognize some. */
export class PictureOfText extends UnreadableDocument {
  constructor(message: string) {
    super('document_empty', message)
  }
}

/** A part of a document before its place in the clean text is known. */
export interface Part {
  readonly text: string
  readonly depth?: number
  readonly page?: number
  /** The table that it is a row of; `heads`: whether it is (a part of) its header. */
  readonly row?: { readonly of: TableLead; readonly heads: boolean }
  /** How much of its beginning names the record that it is. */
  readonly keyUnits?: number
  /** Continues the sentence of the part before: one blank separates them, not an empty line. */
  readonly goesOn?: boolean
}

/** Where the header of a table came to be, once it has been assembled. */
export interface TableLead {
  range?: Range
}

/** Joins parts to clean text, one blank line between them, and notes where each lies. */
export function assemble(parts: Iterable<Part>): Extracted {
  const texts: string[] = []
  const blocks: Block[] = []
  let at = 0
  for (const part of parts) {
    const { text, depth, page } = part
    if (text.trim() === '') continue
    const separator = separatorOf(part, blocks.length)
    at += separator.length
    const lead = leadOf(part, at)
    blocks.push({
      start: at,
      end: at + text.length,
      ...(depth === undefined ? {} : { heading: { depth, title: headingTitle(text) } }),
      ...(page === undefined ? {} : { page }),
      ...(lead === undefined ? {} : { lead }),
    })
    texts.push(separator, text)
    at += text.length
    requireRoom(at, blocks.length)
  }
  return { text: texts.join(''), blocks }
}

function separatorOf({ goesOn }: Part, before: number): string {
  if (before === 0) return ''
  return goesOn === true ? ' ' : SEPARATOR
}

/** A header of several rows grows as they come. */
function leadOf({ text, row, keyUnits }: Part, at: number): Range | undefined {
  if (keyUnits !== undefined) return { start: at, end: at + keyUnits }
  if (row?.heads === true) row.of.range = { start: row.of.range?.start ?? at, end: at + text.length }
  return row?.of.range
}

/**
 * Names of columns and fields are repeated beside their values, so a small file can say much; no isolate
 * holds what a hostile one says.
 */
const MAX_TEXT_UNITS = 48 * 1_024 * 1_024

/**
 * What fits into that many chunks has far fewer; a file of nothing but tiny parts would take an isolate's
 * memory for their places alone.
 */
const MAX_BLOCKS = 500_000

/**
 * Whether a text of so many units in so many parts can be gone on with. @throws UnreadableDocument
 * `payload_too_large`
 */
export function requireRoom(units: number, blocks = 0): void {
  if (units <= MAX_TEXT_UNITS && blocks <= MAX_BLOCKS) return
  throw new UnreadableDocument(
    'payload_too_large',
    'The document holds too much text, or too many small parts. Split it into several and send them one by one.',
  )
}

const MAX_NAME_UNITS = 200

/** The name of a column or a field as it is written before a value. */
export function shortName(name: string): string {
  return name.trim().slice(0, MAX_NAME_UNITS).toWellFormed()
}

const SEPARATOR = '\n\n'
const TITLE_MAX = 512

/** One line, no longer than a title may be. */
export function headingTitle(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().slice(0, TITLE_MAX).toWellFormed()
}

// oxlint-disable-next-line no-control-regex -- what no reader sees and no tokenizer wants
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\u00ad\u200b\u2060]/gu

/** How terminals are told colours; logs and listings keep it. */
// oxlint-disable-next-line no-control-regex -- it begins with one
const COLOUR = /\u001b\[[\d;?]{0,20}[A-Za-z]/gu

/** The clean text of raw characters: one kind of line end, no control characters, well-formed Unicode. */
export function cleanText(raw: string): string {
  const lines = raw.toWellFormed().replace(/\r\n?|[\v\u0085\u2028\u2029]/gu, '\n')
  // A page that ends so ends its words, too.
  const text = lines.replaceAll('\f', '\n\n').replace(COLOUR, '')
  return withoutEmptyRuns(withoutInvisible(text))
}

/** What came as an entity, or as an element, is seen only once it has been read. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '')
}

const MAX_EMPTY_LINES = 2

/**
 * Two empty lines say as much as a million, and each costs the chunker a piece. A loop, since a pattern for
 * it exhausts the stack.
 */
function withoutEmptyRuns(text: string): string {
  const kept: string[] = []
  let from = 0
  let empty = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    empty = isBlank(text, start, end) ? empty + 1 : 0
    if (empty > MAX_EMPTY_LINES) {
      if (start > from) kept.push(text.slice(from, start))
      from = end
    }
    start = end
  }
  return from === 0 ? text : `${kept.join('')}${text.slice(from)}`
}

const SPACE = 32

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > SPACE) return false
  return true
}

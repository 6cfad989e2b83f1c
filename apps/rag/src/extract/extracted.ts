import type { Block } from '../chunk.ts'

/** What a document says, whatever its format was: clean text and where its parts are. */
export interface Extracted {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** The document cannot be read. Terminal: the message tells its owner what to do. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** A part of a document before its place in the clean text is known. */
export interface Part {
  readonly text: string
  readonly depth?: number
  readonly page?: number
}

/** Joins parts to clean text, one blank line between them, and notes where each lies. */
export function assemble(parts: Iterable<Part>): Extracted {
  const texts: string[] = []
  const blocks: Block[] = []
  let at = 0
  for (const { text, depth, page } of parts) {
    if (text.trim() === '') continue
    blocks.push({
      start: at,
      end: at + text.length,
      ...(depth === undefined ? {} : { heading: { depth, title: headingTitle(text) } }),
      ...(page === undefined ? {} : { page }),
    })
    texts.push(text)
    at += text.length + SEPARATOR.length
  }
  return { text: texts.join(SEPARATOR), blocks }
}

const SEPARATOR = '\n\n'
const TITLE_MAX = 512

/** One line, no longer than a title may be. */
export function headingTitle(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().slice(0, TITLE_MAX).toWellFormed()
}

/** The first heading: the title of a document that came without one. */
export function firstHeading({ blocks }: Extracted): string | undefined {
  return blocks.find(({ heading }) => heading !== undefined && heading.title !== '')?.heading?.title
}

// oxlint-disable-next-line no-control-regex -- what no reader sees and no tokenizer wants
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\u00ad\u200b\u2060]/gu

/** The clean text of raw characters: one kind of line end, no control characters, well-formed Unicode. */
export function cleanText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029|\u0085/gu, '\n')
    .replace(INVISIBLE, '')
}

import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import type { Extracted } from '@bulkhead/contracts/extract'
import type * as Unpdf from 'unpdf'

import { assemble, cleanText, requireRoom, UnreadableDocument, type Part } from '../text/extracted.ts'

/**
 * Reading a page takes some 10 ms and as much memory as its text; beyond this a consumer would be busy for
 * minutes.
 */
const MAX_PAGES = 2_000
/**
 * A page may unpack to far more than the file says; reading is given up then, and the other documents go on.
 */
const MAX_READ_MS = 90_000
/** How much larger than the body a line's letters must be to head what follows. */
const HEADING_RATIO = 1.15
const HEADING_MAX_UNITS = 200
/** A gap of more than this many line heights ends a paragraph. */
const PARAGRAPH_GAP = 1.6

/** A line of a page: where it is and how high its letters are, in points. */
interface Line {
  readonly text: string
  readonly height: number
  readonly y: number
  readonly page: number
}

/**
 * A PDF as paragraphs with their pages. Headings are recognised by the size of their letters; scanned pages
 * have no text to read.
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  const lines = await readLines(bytes)
  const body = medianHeight(lines)
  return assemble(paragraphsOf(lines, body))
}

async function readLines(bytes: Uint8Array): Promise<Line[]> {
  // Evaluated only here: most isolates never see a PDF.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(bytes).catch((thrown: unknown) => {
    throw unreadable(thrown)
  })
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new UnreadableDocument(
        'payload_too_large',
        `The PDF has more than ${MAX_PAGES} pages. Split it into several.`,
      )
    }
    return await readPages(pdf)
  } finally {
    await pdf.destroy()
  }
}

type Pdf = Awaited<ReturnType<(typeof Unpdf)['getDocumentProxy']>>

async function readPages(pdf: Pdf): Promise<Line[]> {
  const endMs = Date.now() + MAX_READ_MS
  const lines: Line[] = []
  let units = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await within(endMs - Date.now(), page.getTextContent()).catch((thrown: unknown) => {
      throw thrown instanceof DeadlinePassed ? TOO_SLOW : unreadable(thrown)
    })
    for (const line of linesOf(items, number)) {
      units += line.text.length
      requireRoom(units)
      lines.push(line)
    }
    page.cleanup()
  }
  return lines
}

const TOO_SLOW = new UnreadableDocument(
  'payload_too_large',
  'The PDF takes too long to read. Split it into several, or save it in a simpler form.',
)

function unreadable(thrown: unknown): UnreadableDocument {
  if (thrown instanceof Error && thrown.name === 'PasswordException') {
    return new UnreadableDocument(
      'document_encrypted',
      'The PDF is protected by a password. Remove it and send the file again.',
    )
  }
  return new UnreadableDocument(
    'document_malformed',
    'The file is not a readable PDF. Save it again and send it once more.',
  )
}

type Item = object & {
  readonly str?: string
  readonly hasEOL?: boolean
  readonly height?: number
  readonly transform?: readonly number[]
}

function linesOf(items: readonly Item[], page: number): Line[] {
  const lines: Line[] = []
  let text = ''
  let height = 0
  let y = 0
  for (const item of items) {
    text += item.str ?? ''
    height = Math.max(height, item.height ?? 0)
    if ((item.height ?? 0) > 0) y = item.transform?.[5] ?? y
    if (item.hasEOL !== true) continue
    lines.push({ text, height, y, page })
    text = ''
    height = 0
  }
  return [...lines, { text, height, y, page }].filter((line) => line.text.trim() !== '')
}

function medianHeight(lines: readonly Line[]): number {
  const heights = lines.map(({ height }) => height).sort((a, b) => a - b)
  return heights[Math.floor(heights.length / 2)] ?? 0
}

function paragraphsOf(lines: readonly Line[], body: number): Part[] {
  const parts: Part[] = []
  let open: Line[] = []
  const close = () => {
    const [first] = open
    if (first !== undefined) parts.push(partOf(open, first, body))
    open = []
  }
  for (const line of lines) {
    const last = open.at(-1)
    if (last !== undefined && !continues(last, line, body)) close()
    open.push(line)
  }
  close()
  return parts
}

function continues(last: Line, line: Line, body: number): boolean {
  const isSameKind = isLarge(last, body) === isLarge(line, body)
  return (
    isSameKind &&
    last.page === line.page &&
    Math.abs(last.y - line.y) <= PARAGRAPH_GAP * Math.max(last.height, line.height)
  )
}

function isLarge({ height }: Line, body: number): boolean {
  return height >= body * HEADING_RATIO
}

function partOf(lines: readonly Line[], first: Line, body: number): Part {
  const text = cleanText(lines.map((line) => line.text.trim()).join('\n'))
  const isHeading = isLarge(first, body) && text.length <= HEADING_MAX_UNITS
  return { text, page: first.page, ...(isHeading ? { depth: first.height >= body * 1.5 ? 1 : 2 } : {}) }
}

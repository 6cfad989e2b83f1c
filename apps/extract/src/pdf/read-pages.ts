import { DeadlinePassed, within } from '@bulkhead/calls/deadline'

import { requireRoom, UnreadableDocument } from '../text/extracted.ts'
import { BoldFonts } from './bold-fonts.ts'
import { writtenOf } from './fields.ts'
import type { Page } from './furniture.ts'
import { linesOf, type Line } from './lines.ts'
import type { Pdf, PdfPage } from './pdfjs.ts'
import { rowsOf } from './rows.ts'
import { runsOf } from './runs.ts'

/**
 * Reading a page takes some 10 ms and as much memory as its text; beyond this a consumer would be busy for
 * minutes.
 */
const MAX_PAGES = 2_000
/**
 * A page may unpack to far more than the file says; reading is given up then, and the other documents go on.
 */
const MAX_READ_MS = 90_000

/** What the pages of a PDF say, and how many of them could not be read. */
export interface ReadPages {
  readonly pages: readonly Page[]
  readonly broken: number
}

/**
 * Every page that can be read; a broken one is skipped. @throws UnreadableDocument when none can, or they are
 * too many or too slow
 */
export async function readPages(pdf: Pdf): Promise<ReadPages> {
  if (pdf.numPages > MAX_PAGES) throw TOO_MANY
  const endMs = Date.now() + MAX_READ_MS
  const bold = new BoldFonts()
  const pages: Page[] = []
  let units = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await within(endMs - Date.now(), readPage(pdf, number, bold)).catch(slowOrBroken)
    if (page === undefined) continue
    units += page.lines.reduce((sum, { text }) => sum + text.length, 0)
    requireRoom(units)
    pages.push(page)
  }
  return { pages, broken: pdf.numPages - pages.length }
}

function slowOrBroken(thrown: unknown): undefined {
  if (thrown instanceof UnreadableDocument) throw thrown
  if (thrown instanceof DeadlinePassed) throw TOO_SLOW
}

async function readPage(pdf: Pdf, number: number, bold: BoldFonts): Promise<Page> {
  const page = await pdf.getPage(number)
  const { transform, height } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const { turned, slanted } = runsOf(items, transform)
  const isBold = await bold.on(page, turned.flat())
  const [upright = [], ...others] = turned
  const sides = [[...upright, ...(await writtenOn(page, transform))], ...others]
  const lines = sides.flatMap((runs, side) => ofSide(linesOf(rowsOf(runs, isBold)), side))
  page.cleanup()
  return { number, height, lines, asides: slanted.map(({ text }) => text) }
}

/** Lines that run along the side of a page are another flow than those across it. */
function ofSide(lines: readonly Line[], side: number): Line[] {
  return lines.map((line) => ({ ...line, flow: line.flow * 4 + side }))
}

/** Broken annotations do not make the page unreadable. */
async function writtenOn(page: PdfPage, transform: readonly number[]) {
  const annotations: unknown = await page.getAnnotations().catch(() => [])
  return Array.isArray(annotations) ? writtenOf(annotations, transform) : []
}

const TOO_MANY = new UnreadableDocument(
  'payload_too_large',
  `The PDF has more than ${MAX_PAGES} pages. Split it into several.`,
)
const TOO_SLOW = new UnreadableDocument(
  'payload_too_large',
  'The PDF takes too long to read. Split it into several, or save it in a simpler form.',
)

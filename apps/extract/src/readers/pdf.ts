import type { Extracted } from '@bulkhead/contracts/extract'

import { guardDepth, refusals } from '../pdf/bounds/depth-guard.ts'
import { unpacksWithinBounds } from '../pdf/bounds/stream-bounds.ts'
import { CmapData } from '../pdf/cmap-data.ts'
import { withoutFurniture } from '../pdf/furniture.ts'
import { ownTitle } from '../pdf/own-title.ts'
import { paragraphsOf } from '../pdf/paragraphs.ts'
import type { Pdf } from '../pdf/pdfjs.ts'
import { readPages, type ReadPages } from '../pdf/read-pages.ts'
import { assemble, headingTitle, PictureOfText, UnreadableDocument } from '../text/extracted.ts'

/**
 * A PDF as paragraphs, tables and headings with their pages, in the order in which a person reads them.
 * Headings are told by the size and weight of
 * their letters. What is typed into its forms is read where it stands; running headers and footers once.
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  if (!unpacksWithinBounds(bytes)) throw TOO_COMPLEX
  guardDepth()
  // Evaluated only here: most isolates never see a PDF.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(bytes, OPTIONS).catch((thrown: unknown) => {
    throw unreadable(thrown)
  })
  try {
    return await read(pdf)
  } finally {
    await pdf.destroy()
  }
}

/** `cMapUrl` only has to be there: the data comes from the Worker itself. No image is ever unpacked. */
const OPTIONS = {
  verbosity: 0,
  maxImageSize: 1,
  cMapUrl: 'cmaps/',
  useWorkerFetch: false,
  BinaryDataFactory: CmapData,
}

async function read(pdf: Pdf): Promise<Extracted> {
  const refusedBefore = refusals()
  const title = await ownTitle(pdf)
  const found = await readPages(pdf)
  if (refusals() > refusedBefore) throw TOO_COMPLEX
  const extracted = assemble(paragraphsOf(withoutFurniture(found.pages)))
  if (extracted.blocks.length === 0) throw emptyOf(found)
  return { ...extracted, ...(title === undefined ? {} : { title: headingTitle(title) }) }
}

function emptyOf({ pages, broken }: ReadPages): UnreadableDocument {
  if (broken > 0 && pages.length === 0) return MALFORMED
  return new PictureOfText(
    'No text was found in the PDF: it is a scan (pictures of pages), or empty. Run text recognition (OCR) on it and send it again.',
  )
}

const TOO_COMPLEX = new UnreadableDocument(
  'document_too_complex',
  'The PDF is too complex to be read. Save it in a simpler form or split it into several, and send it again.',
)
const MALFORMED = new UnreadableDocument(
  'document_malformed',
  'The file is not a readable PDF. Save it again and send it once more.',
)

function unreadable(thrown: unknown): UnreadableDocument {
  if (thrown instanceof Error && thrown.name === 'PasswordException') {
    return new UnreadableDocument(
      'document_encrypted',
      'The PDF is protected by a password. Remove it and send the file again.',
    )
  }
  return MALFORMED
}

import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, headingTitle, UnreadableDocument } from '../../text/extracted.ts'
import { RtfReader } from './rtf-reader.ts'
import { rtfTokens } from './rtf-tokens.ts'

const START = '{\\rtf'

/** A document of rich text as one reads it: headings, paragraphs, list items, rows of tables, notes. */
export function extractRtf(bytes: Uint8Array): Extracted {
  const start = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/u, '')
  if (!start.trimStart().startsWith(START)) {
    throw new UnreadableDocument(
      'document_malformed',
      'The file is not a readable RTF document. Save it again as .rtf or .docx and send it once more.',
    )
  }
  const reader = new RtfReader(bytes)
  for (const token of rtfTokens(bytes)) reader.take(token)
  // Halves of characters come one by one; a half alone is none.
  const parts = reader.end().map((part) => ({ ...part, text: part.text.toWellFormed() }))
  const title = headingTitle(reader.title)
  return { ...assemble(parts), ...(title === '' ? {} : { title }) }
}

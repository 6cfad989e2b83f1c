import type { Extracted } from '@bulkhead/contracts/extract'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'

import { extractCsv } from './readers/csv/csv.ts'
import { extractDocx } from './readers/docx/docx.ts'
import { extractHtml } from './readers/html/html.ts'
import { extractJson } from './readers/json.ts'
import { extractMarkdown } from './readers/markdown/markdown.ts'
import { extractPdf } from './readers/pdf.ts'
import { extractText } from './readers/text.ts'
import { decode, metaCharsetOf } from './text/decode.ts'

/** `charset`: the encoding that a text was sent with. */
type Reader = (bytes: Uint8Array, charset: string | undefined) => Extracted | Promise<Extracted>

const ofText =
  (extract: (raw: string) => Extracted): Reader =>
  (bytes, charset) =>
    extract(decode(bytes, charset))

const ofPage: Reader = (bytes, charset) => extractHtml(decode(bytes, charset ?? metaCharsetOf(bytes)))

/** Every format that can be read. A new one is a new row and a reader. */
const READERS: Readonly<Record<DocumentFormat, Reader>> = {
  text: ofText(extractText),
  markdown: ofText(extractMarkdown),
  html: ofPage,
  csv: ofText(extractCsv),
  json: ofText(extractJson),
  pdf: extractPdf,
  docx: extractDocx,
}

/** @throws UnreadableDocument when the document itself is at fault */
export async function extract(
  format: DocumentFormat,
  bytes: Uint8Array,
  charset?: string,
): Promise<Extracted> {
  return READERS[format](bytes, charset)
}

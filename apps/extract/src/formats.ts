import type { Extracted } from '@bulkhead/contracts/extract'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'

import { extractCode } from './readers/code.ts'
import { extractCsv } from './readers/csv/csv.ts'
import { extractHtml } from './readers/html/html.ts'
import { extractJson } from './readers/json.ts'
import { extractMail } from './readers/mail.ts'
import { extractMarkdown } from './readers/markdown/markdown.ts'
import { extractNotebook } from './readers/notebook.ts'
import { extractPacked } from './readers/packed-document.ts'
import { extractPdf } from './readers/pdf.ts'
import { extractRtf } from './readers/rtf/rtf.ts'
import { extractSubtitles } from './readers/subtitles.ts'
import { extractText } from './readers/text.ts'
import { extractXml } from './readers/xml-data.ts'
import { decode, metaCharsetOf } from './text/decode.ts'
import { PictureOfText } from './text/extracted.ts'

/** `charset`: the encoding that a text was sent with. */
type Reader = (bytes: Uint8Array, charset: string | undefined) => Extracted | Promise<Extracted>

const ofText =
  (extract: (raw: string) => Extracted): Reader =>
  (bytes, charset) =>
    extract(decode(bytes, charset))

const ofMarkup =
  (extract: (raw: string) => Extracted): Reader =>
  (bytes, charset) =>
    extract(decode(bytes, charset ?? metaCharsetOf(bytes)))

/** Every format that can be read. A new one is a new row and a reader. */
const READERS: Readonly<Record<DocumentFormat, Reader>> = {
  text: ofText(extractText),
  markdown: ofText(extractMarkdown),
  html: ofMarkup(extractHtml),
  csv: ofText(extractCsv),
  json: ofText(extractJson),
  xml: ofMarkup(extractXml),
  srt: ofText(extractSubtitles),
  vtt: ofText(extractSubtitles),
  ipynb: ofText(extractNotebook),
  eml: (bytes) => extractMail(bytes, readInside),
  rtf: extractRtf,
  code: ofText(extractCode),
  pdf: extractPdf,
  docx: extractPacked('docx'),
  xlsx: extractPacked('xlsx'),
  pptx: extractPacked('pptx'),
  odt: extractPacked('odt'),
  ods: extractPacked('ods'),
  odp: extractPacked('odp'),
  epub: extractPacked('epub'),
  image: () => {
    throw new PictureOfText(NO_TEXT)
  },
}

const NO_TEXT =
  'The file is a picture, whose text has to be recognized, and text recognition is not available here. Send the text itself, or a PDF with text.'

/** A message in a message names its attachments and goes no deeper. */
async function readInside(format: DocumentFormat, bytes: Uint8Array): Promise<Extracted> {
  return format === 'eml' ? extractMail(bytes, undefined) : READERS[format](bytes, undefined)
}

/** @throws UnreadableDocument when the document itself is at fault */
export async function extract(
  format: DocumentFormat,
  bytes: Uint8Array,
  charset?: string,
): Promise<Extracted> {
  return READERS[format](bytes, charset)
}

import { CONTENT_TYPES, DOCUMENT_FORMATS, type DocumentFormat } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { extractCsv } from './readers/csv.ts'
import { charsetOf, decode, metaCharsetOf, refuseUnknownCharset } from './text/decode.ts'
import { extractDocx, isCompoundFile } from './readers/docx.ts'
import type { Extracted } from './text/extracted.ts'
import { extractHtml } from './readers/html.ts'
import { extractJson } from './readers/json.ts'
import { extractMarkdown } from './readers/markdown.ts'
import { extractPdf } from './readers/pdf.ts'
import { extractText } from './readers/text.ts'

/** `charset`: the encoding that a text was sent with. */
type Extract = (bytes: Uint8Array, charset: string | undefined) => Extracted | Promise<Extracted>

interface FormatRow {
  /** How much more than its bytes a file takes while it is read, beside one that is only decoded. */
  readonly weight?: number
  readonly extract: Extract
}

const ofText =
  (extract: (raw: string) => Extracted): Extract =>
  (bytes, charset) =>
    extract(decode(bytes, charset))

const ofPage: Extract = (bytes, charset) => extractHtml(decode(bytes, charset ?? metaCharsetOf(bytes)))

/** Every format that can be read. A new one is a new row and a file beside this one. */
const FORMATS: Partial<Record<DocumentFormat, FormatRow>> = {
  text: { extract: ofText(extractText) },
  // A syntax tree.
  markdown: {
    weight: 10,
    extract: ofText(extractMarkdown),
  },
  html: { extract: ofPage },
  csv: { extract: ofText(extractCsv) },
  json: { extract: ofText(extractJson) },
  // What is packed may unpack to anything.
  pdf: { weight: Number.MAX_SAFE_INTEGER, extract: extractPdf },
  docx: {
    weight: Number.MAX_SAFE_INTEGER,
    extract: extractDocx,
  },
}

/** @throws BulkheadError `unsupported_media_type` for a format that cannot be read here. */
export async function extract(
  format: DocumentFormat,
  bytes: Uint8Array,
  charset?: string,
): Promise<Extracted> {
  const row = FORMATS[format]
  if (row === undefined) throw unsupported()
  return row.extract(bytes, charset)
}

/** What reading a file takes, in bytes of a text that is only decoded. */
export function weightOf(format: DocumentFormat, bytes: number): number {
  return bytes * (FORMATS[format]?.weight ?? 1)
}

/** The format of a file by its content type, checked against its first bytes. @throws BulkheadError `unsupported_media_type` */
export function formatOf(contentType: string, head: Uint8Array): DocumentFormat {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const format = DOCUMENT_FORMATS.find((one) => CONTENT_TYPES[one].includes(type))
  refuseUnknownCharset(contentType)
  if (format === undefined || !looksLike(format, head, charsetOf(contentType))) throw unsupported()
  return format
}

function unsupported(): BulkheadError {
  const accepted = Object.values(CONTENT_TYPES).flat()
  return new BulkheadError('unsupported_media_type', { details: { accepted } })
}

const SIGNATURES: readonly (readonly [DocumentFormat, string])[] = [
  ['pdf', '%PDF-'],
  ['docx', 'PK\u0003\u0004'],
]

/** A file is what its first bytes say: a PDF sent as text would be indexed as noise. */
function looksLike(format: DocumentFormat, head: Uint8Array, charset: string | undefined): boolean {
  const start = String.fromCharCode(...head.slice(0, 8))
  const signed = SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0]
  if (signed !== undefined) return signed === format
  if (format === 'docx') return isCompoundFile(head)
  if (format === 'pdf') return false
  return charset?.startsWith('utf-16') === true || isUtf16(head) || !head.includes(0)
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

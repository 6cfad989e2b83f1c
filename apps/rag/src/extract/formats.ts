import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { extractCsv } from './csv.ts'
import { charsetOf, decode, metaCharsetOf, refuseUnknownCharset } from './decode.ts'
import { extractDocx, isCompoundFile } from './docx.ts'
import type { Extracted } from './extracted.ts'
import { extractHtml } from './html.ts'
import { extractJson } from './json.ts'
import { extractMarkdown } from './markdown.ts'
import { extractPdf } from './pdf.ts'
import { extractText } from './text.ts'

/** `charset`: the encoding that a text was sent with. */
type Extract = (bytes: Uint8Array, charset: string | undefined) => Extracted | Promise<Extracted>

interface FormatRow {
  readonly contentTypes: readonly string[]
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
  text: { contentTypes: ['text/plain'], extract: ofText(extractText) },
  // A syntax tree.
  markdown: {
    contentTypes: ['text/markdown', 'text/x-markdown'],
    weight: 10,
    extract: ofText(extractMarkdown),
  },
  html: { contentTypes: ['text/html', 'application/xhtml+xml'], extract: ofPage },
  csv: { contentTypes: ['text/csv', 'text/tab-separated-values'], extract: ofText(extractCsv) },
  json: { contentTypes: ['application/json'], extract: ofText(extractJson) },
  // What is packed may unpack to anything.
  pdf: { contentTypes: ['application/pdf'], weight: Number.MAX_SAFE_INTEGER, extract: extractPdf },
  docx: {
    weight: Number.MAX_SAFE_INTEGER,
    contentTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
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
  const format = formats().find((one) => FORMATS[one]?.contentTypes.includes(type) === true)
  refuseUnknownCharset(contentType)
  if (format === undefined || !looksLike(format, head, charsetOf(contentType))) throw unsupported()
  return format
}

function formats(): DocumentFormat[] {
  return ['text', 'markdown', 'html', 'csv', 'json', 'pdf', 'docx']
}

function unsupported(): BulkheadError {
  const accepted = formats().flatMap((format) => FORMATS[format]?.contentTypes ?? [])
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

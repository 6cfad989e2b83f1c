import { charsetLabelOf, charsetOf } from '@bulkhead/contracts/charset'
import { CONTENT_TYPES, DOCUMENT_FORMATS, type DocumentFormat } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/**
 * The format of a file by its content type, checked against its first bytes. @throws BulkheadError
 * `unsupported_media_type`
 */
export function formatOf(contentType: string, head: Uint8Array): DocumentFormat {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const format = DOCUMENT_FORMATS.find((one) => CONTENT_TYPES[one].includes(type))
  refuseUnknownCharset(contentType)
  if (format !== undefined && looksLike(format, head, charsetOf(contentType))) return format
  throw new BulkheadError('unsupported_media_type', {
    details: { accepted: Object.values(CONTENT_TYPES).flat() },
  })
}

function refuseUnknownCharset(contentType: string): void {
  if (charsetLabelOf(contentType) === undefined || charsetOf(contentType) !== undefined) return
  throw new BulkheadError('unsupported_media_type', {
    message:
      'The charset of the Content-Type is not known. Name one of the Encoding Standard, such as utf-8, windows-1252 or shift_jis.',
    details: { accepted: ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-15', 'shift_jis', 'gb18030', '…'] },
  })
}

const PDF = '%PDF-'
/**
 * Readers look this far for it: mail gateways and printers put lines before it. A few files begin with their
 * first object, and have none.
 */
const PDF_HEADER_WITHIN = 1_024
const FIRST_OBJECT = /^\s*\d+\s+\d+\s+obj\b/u
const ZIP = 'PK\u0003\u0004'
/**
 * What Word makes of a document with a password: it is accepted, so that its owner reads why it cannot be
 * read.
 */
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0'

/** A file is what its first bytes say: a PDF sent as text would be indexed as noise. */
function looksLike(format: DocumentFormat, head: Uint8Array, charset: string | undefined): boolean {
  const start = String.fromCharCode(...head.slice(0, 8))
  if (format === 'pdf') return isPdf(head)
  if (format === 'docx') return start.startsWith(ZIP) || start.startsWith(COMPOUND_FILE)
  if (start.startsWith(PDF) || start.startsWith(ZIP)) return false
  return charset?.startsWith('utf-16') === true || isUtf16(head) || !head.includes(0)
}

function isPdf(head: Uint8Array): boolean {
  const start = String.fromCharCode(...head.slice(0, PDF_HEADER_WITHIN))
  return !start.startsWith(ZIP) && (start.includes(PDF) || FIRST_OBJECT.test(start))
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

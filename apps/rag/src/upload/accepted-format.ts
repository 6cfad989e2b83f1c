import { charsetLabelOf, charsetOf } from '@bulkhead/contracts/formats/charset'
import { fileFormatOf, type FileFormat, type FileHead } from '@bulkhead/contracts/formats/file-format'
import { ARCHIVE_TYPES, CONTENT_TYPES, type DocumentFormat } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

interface Announced extends FileHead {
  /** What its owner says that it is. */
  readonly format?: DocumentFormat | undefined
}

/**
 * The format of a file by what its owner says, checked against its first bytes. @throws BulkheadError
 * `unsupported_media_type`
 */
export function formatOf({ format: wanted, ...file }: Announced): FileFormat {
  const { contentType, head } = file
  refuseUnknownCharset(contentType)
  const found = wanted === undefined ? fileFormatOf(file) : wantedFormat(wanted, head)
  if (found !== undefined && (BINARY.has(found) || isReadable(head, charsetOf(contentType)))) return found
  throw new BulkheadError('unsupported_media_type', {
    message: looksOld(head) ? OLD_OFFICE : undefined,
    details: { accepted: [...Object.values(CONTENT_TYPES).flat(), ...ARCHIVE_TYPES] },
  })
}

/** Its owner's word, unless the first bytes prove another format. */
function wantedFormat(wanted: DocumentFormat, head: Uint8Array): FileFormat | undefined {
  const seen = fileFormatOf({ contentType: CONTENT_TYPES[wanted][0] ?? '', head })
  if (seen === undefined || BINARY.has(seen)) return seen
  return BINARY.has(wanted) ? undefined : wanted
}

const OLD_OFFICE =
  'Word, Excel and PowerPoint files of before 2007, Outlook messages and protected files cannot be read. Save the file as .docx, .xlsx, .pptx or .pdf, without a password.'

function looksOld(head: Uint8Array): boolean {
  return head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0
}

function refuseUnknownCharset(contentType: string): void {
  if (charsetLabelOf(contentType) === undefined || charsetOf(contentType) !== undefined) return
  throw new BulkheadError('unsupported_media_type', {
    message:
      'The charset of the Content-Type is not known. Name one of the Encoding Standard, such as utf-8, windows-1252 or shift_jis.',
    details: { accepted: ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-15', 'shift_jis', 'gb18030', '…'] },
  })
}

const BINARY: ReadonlySet<FileFormat> = new Set<FileFormat>([
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'epub',
  'image',
  'archive',
])

/** No text has a zero byte, but for those of two bytes a character. */
function isReadable(head: Uint8Array, charset: string | undefined): boolean {
  return charset?.startsWith('utf-16') === true || isUtf16(head) || !head.includes(0)
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

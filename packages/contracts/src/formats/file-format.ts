import { ARCHIVE_TYPES, CONTENT_TYPES, DOCUMENT_FORMATS, type DocumentFormat } from '../http/documents.ts'
import { formatOfName } from './extensions.ts'
import { latin1, packedKindOf, ZIP } from './packed-kind.ts'
import { textKindOf } from './text-kind.ts'

/** `archive`: a zip of documents. */
export type FileFormat = DocumentFormat | 'archive'

/** What is known of a file: what its owner says, and how its bytes begin. */
export interface FileHead {
  readonly contentType: string
  readonly fileName?: string | undefined
  readonly head: Uint8Array
}

const GENERIC = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-binary'])
/** What browsers and programs say of much that is something else. */
const VAGUE = new Set([
  'text/plain',
  'text/html',
  'application/vnd.ms-excel',
  'application/json',
  'text/xml',
  'application/xml',
])
const PACKED: ReadonlySet<string> = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'archive'])
const OFFICE: ReadonlySet<string> = new Set(['docx', 'xlsx', 'pptx'])
/** A text that is called one of them is none of them. */
const BINARY: ReadonlySet<string> = new Set([...PACKED, 'pdf', 'image'])

const EMPTY_ZIP = 'PK\u0005\u0006'
const PDF = '%PDF-'
/**
 * Readers look this far for it: mail gateways and printers put lines before it. A few files begin with their
 * first object, and have none.
 */
const PDF_HEADER_WITHIN = 1_024
const FIRST_OBJECT = /^\s*\d+\s+\d+\s+obj\b/u
const ANY_OBJECT = /\d\s+obj\b/u
/** What Office makes of a document with a password, and what it made of all before 2007. */
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0'

/**
 * The format of a file: by its first bytes where they prove it, else by its content type, else by its name.
 * Undefined where they contradict each other or say nothing.
 */
export function fileFormatOf({ contentType, fileName, head }: FileHead): FileFormat | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const start = latin1(head)
  const said = declaredFormat(type)
  const named = fileName === undefined ? undefined : asFormat(formatOfName(fileName))
  const promised = promisedFormat(type, said, named)
  const proven = provenFormat(start, head, promised)
  if (proven !== 'text') return proven
  if (promised === undefined && !isText(type)) return textKindOf(start)
  return textFormat(type, promised, start)
}

function declaredFormat(type: string): FileFormat | undefined {
  if (ARCHIVE_TYPES.includes(type)) return 'archive'
  return DOCUMENT_FORMATS.find((format) => CONTENT_TYPES[format].includes(type))
}

function asFormat(name: string | undefined): FileFormat | undefined {
  return name === 'archive' ? name : DOCUMENT_FORMATS.find((format) => format === name)
}

/** A name outweighs a type that says little. */
function promisedFormat(
  type: string,
  said: FileFormat | undefined,
  named: FileFormat | undefined,
): FileFormat | undefined {
  const isVague = GENERIC.has(type) || VAGUE.has(type) || said === undefined || said === 'archive'
  return isVague ? (named ?? said) : said
}

function isText(type: string): boolean {
  return type.startsWith('text/') || type.endsWith('+xml') || type.endsWith('+json')
}

/** By what only files of that format begin with; `text` where nothing is seen but characters. */
function provenFormat(
  start: string,
  head: Uint8Array,
  promised: FileFormat | undefined,
): FileFormat | 'text' | undefined {
  if (start.startsWith(EMPTY_ZIP)) return 'archive'
  if (start.startsWith(ZIP)) return packedFormat(packedKindOf(head), promised)
  if (start.startsWith(COMPOUND_FILE)) return among(OFFICE, promised)
  if (promised === 'pdf' && isPdf(start)) return 'pdf'
  // A file that is called something else has to be more than its first line.
  if (start.startsWith(PDF)) return ANY_OBJECT.test(start) ? 'pdf' : undefined
  if (isImage(start)) return 'image'
  if (among(BINARY, promised) === undefined) return 'text'
  return promised === 'archive' || head.includes(0) ? undefined : textKindOf(start)
}

function among(formats: ReadonlySet<string>, format: FileFormat | undefined): FileFormat | undefined {
  return format !== undefined && formats.has(format) ? format : undefined
}

function packedFormat(
  seen: ReturnType<typeof packedKindOf>,
  promised: FileFormat | undefined,
): FileFormat | undefined {
  if (seen !== 'office' && seen !== 'archive') return seen
  if (promised !== undefined && PACKED.has(promised)) return promised
  if (seen === 'office') return 'docx'
  return promised === undefined ? 'archive' : undefined
}

function isPdf(start: string): boolean {
  const beginning = start.slice(0, PDF_HEADER_WITHIN)
  return beginning.includes(PDF) || FIRST_OBJECT.test(beginning)
}

function isImage(start: string): boolean {
  return (
    start.startsWith('\u0089PNG\r\n') ||
    start.startsWith('\u00ff\u00d8\u00ff') ||
    (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP')
  )
}

/** What a text is said to be, unless it says very little and the text itself says more. */
function textFormat(type: string, promised: FileFormat | undefined, start: string): FileFormat | undefined {
  const isVague = promised === undefined || VAGUE.has(type) || GENERIC.has(type)
  const seen = isVague ? textKindOf(start) : undefined
  if (promised === 'html' && seen === 'xml' && /<html[\s>]/i.test(start)) return 'html'
  if (seen !== undefined && promised !== 'code' && promised !== 'markdown') return seen
  return promised ?? 'text'
}

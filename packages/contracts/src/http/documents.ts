import * as z from 'zod/mini'

import { Metadata } from './filter.ts'
import { PageRequest } from './lists.ts'

/** A caller's own document id. `.` and `..` are steps in a path, so no URL could ever name them. */
export const DOCUMENT_ID = /^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,128}$/

const documentId = z
  .string()
  .check(z.regex(DOCUMENT_ID, 'must be 1-128 of A-Z a-z 0-9 . _ : - and not . or ..'))
const VISIBLE = /[^\s\p{C}\p{Z}]/u
const title = z.string().check(
  z.minLength(1),
  z.maxLength(512),
  z.refine((text) => VISIBLE.test(text), 'must have at least one visible character'),
  z.refine((text) => text.isWellFormed(), 'must be well-formed Unicode'),
)

/** What can be sent as the `text` of a JSON body, too. */
const TEXT_FORMATS = [
  'text',
  'markdown',
  'html',
  'csv',
  'json',
  'xml',
  'srt',
  'vtt',
  'ipynb',
  'eml',
  'rtf',
  'code',
] as const
const PACKED_FORMATS = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub'] as const
export const DOCUMENT_FORMATS = [...TEXT_FORMATS, 'pdf', ...PACKED_FORMATS, 'image'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

/** The content types of each format as a raw file: the registered one first, then what browsers send. */
export const CONTENT_TYPES: Readonly<Record<DocumentFormat, readonly string[]>> = {
  text: ['text/plain'],
  markdown: ['text/markdown', 'text/x-markdown'],
  html: ['text/html', 'application/xhtml+xml'],
  csv: ['text/csv', 'text/tab-separated-values', 'application/csv', 'text/x-csv', 'application/vnd.ms-excel'],
  json: ['application/json', 'application/x-ndjson', 'application/jsonl', 'application/ld+json', 'text/json'],
  xml: ['application/xml', 'text/xml', 'image/svg+xml', 'application/rss+xml', 'application/atom+xml'],
  srt: ['application/x-subrip', 'text/srt', 'application/srt'],
  vtt: ['text/vtt'],
  ipynb: ['application/x-ipynb+json'],
  eml: ['message/rfc822'],
  rtf: ['application/rtf', 'text/rtf', 'application/x-rtf'],
  code: [
    'text/javascript',
    'application/javascript',
    'application/x-javascript',
    'application/typescript',
    'text/x-python',
    'text/x-python-script',
    'text/x-c',
    'text/x-c++src',
    'text/x-csrc',
    'text/x-java',
    'text/x-go',
    'text/x-rust',
    'text/x-ruby',
    'text/x-script.python',
    'text/css',
    'application/x-sh',
    'text/x-sh',
    'application/sql',
    'application/yaml',
    'application/x-yaml',
    'text/yaml',
    'text/x-yaml',
    'application/toml',
    'application/x-httpd-php',
    'text/x-tex',
    'application/x-tex',
    'application/x-latex',
  ],
  pdf: ['application/pdf', 'application/x-pdf'],
  docx: [`${OFFICE}.wordprocessingml.document`, `${OFFICE}.wordprocessingml.template`],
  xlsx: [`${OFFICE}.spreadsheetml.sheet`, 'application/vnd.ms-excel.sheet.macroenabled.12'],
  pptx: [`${OFFICE}.presentationml.presentation`, `${OFFICE}.presentationml.slideshow`],
  odt: [`${OPEN_DOCUMENT}.text`],
  ods: [`${OPEN_DOCUMENT}.spreadsheet`],
  odp: [`${OPEN_DOCUMENT}.presentation`],
  epub: ['application/epub+zip'],
  image: ['image/png', 'image/jpeg', 'image/webp'],
}

/** Packed files: each document in one becomes a document of its own. */
export const ARCHIVE_TYPES: readonly string[] = ['application/zip', 'application/x-zip-compressed']
export const FORM_TYPE = 'multipart/form-data'

/** `POST /v1/documents` as JSON. */
export const DocumentInput = z.strictObject({
  id: z.optional(documentId),
  title: z.optional(title),
  text: z.string().check(z.regex(VISIBLE, 'must have at least one visible character')),
  format: z.optional(z.enum(TEXT_FORMATS)),
  metadata: z.optional(Metadata),
})
export type DocumentInput = z.infer<typeof DocumentInput>

const METADATA_MAX = 65_536

/** What is said of a file beside its bytes: the query of a raw file, or the parts of a form. */
export const FileQuery = z.object({
  id: z.exactOptional(documentId),
  title: z.exactOptional(title),
  /** As JSON. */
  metadata: z.exactOptional(z.string().check(z.maxLength(METADATA_MAX))),
  /** What its name and content type leave open. */
  format: z.exactOptional(z.enum(DOCUMENT_FORMATS)),
  fileName: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(512))),
})

const DocumentStatus = z.enum(['queued', 'processing', 'searchable', 'indexed', 'failed'])
export type DocumentStatus = z.infer<typeof DocumentStatus>

/** `GET /v1/documents`; `q` is found in ids and titles. */
export const DocumentsPage = z.extend(PageRequest, {
  status: z.optional(DocumentStatus),
  q: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
})
export type DocumentsPage = z.infer<typeof DocumentsPage>

export const Document = z.object({
  id: z.string(),
  title: z.string(),
  status: DocumentStatus,
  version: z.int(),
  format: z.enum(DOCUMENT_FORMATS),
  bytes: z.int(),
  chunks: z.int(),
  metadata: Metadata,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Why it is `failed`, or what keeps it from being `indexed`. */
  error: z.exactOptional(z.object({ code: z.string(), message: z.string() })),
})
export type Document = z.infer<typeof Document>

export const DocumentReceipt = z.object({ id: z.string(), status: DocumentStatus, version: z.int() })
export type DocumentReceipt = z.infer<typeof DocumentReceipt>

/** What came of one file of several. */
const FileReceipt = z.union([
  z.extend(DocumentReceipt, { fileName: z.exactOptional(z.string()) }),
  z.object({
    fileName: z.exactOptional(z.string()),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
])
export type FileReceipt = z.infer<typeof FileReceipt>

/** The reply to several files, in their order. */
export const BatchReceipt = z.object({ data: z.array(FileReceipt) })

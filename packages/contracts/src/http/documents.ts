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

export const DOCUMENT_FORMATS = ['text', 'markdown', 'html', 'csv', 'json', 'pdf', 'docx'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

/** The content types of each format as a raw file. */
export const CONTENT_TYPES: Readonly<Record<DocumentFormat, readonly string[]>> = {
  text: ['text/plain'],
  markdown: ['text/markdown', 'text/x-markdown'],
  html: ['text/html', 'application/xhtml+xml'],
  csv: ['text/csv', 'text/tab-separated-values'],
  json: ['application/json'],
  pdf: ['application/pdf'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
}

/** `POST /v1/documents` as JSON. */
export const DocumentInput = z.strictObject({
  id: z.optional(documentId),
  title: z.optional(title),
  text: z.string().check(z.regex(VISIBLE, 'must have at least one visible character')),
  format: z.optional(z.enum(['text', 'markdown', 'html', 'csv', 'json'])),
  metadata: z.optional(Metadata),
})
export type DocumentInput = z.infer<typeof DocumentInput>

/** The query of `POST /v1/documents` with a raw file. */
export const FileQuery = z.object({ id: z.optional(documentId), title: z.optional(title) })

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

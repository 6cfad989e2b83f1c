import * as z from 'zod/mini'

import { Metadata } from './filter.ts'

/** A caller's own document id. */
export const DOCUMENT_ID = /^[A-Za-z0-9._:-]{1,128}$/

const documentId = z.string().check(z.regex(DOCUMENT_ID, 'must be 1-128 of A-Z a-z 0-9 . _ : -'))
const title = z.string().check(z.minLength(1), z.maxLength(512))

export const DOCUMENT_FORMATS = ['text', 'markdown', 'html', 'csv', 'json', 'pdf', 'docx'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

/** `POST /v1/documents` as JSON. */
export const DocumentInput = z.strictObject({
  id: z.optional(documentId),
  title: z.optional(title),
  text: z.string().check(z.regex(/[^\s\p{C}\p{Z}]/u, 'must have at least one visible character')),
  format: z.optional(z.enum(['text', 'markdown', 'html', 'csv', 'json'])),
  metadata: z.optional(Metadata),
})
export type DocumentInput = z.infer<typeof DocumentInput>

/** The query of `POST /v1/documents` with a raw file. */
export const FileQuery = z.object({ id: z.optional(documentId), title: z.optional(title) })

export type DocumentStatus = 'queued' | 'processing' | 'searchable' | 'indexed' | 'failed' | 'deleting'

export interface Document {
  readonly id: string
  readonly title: string
  readonly status: DocumentStatus
  readonly version: number
  readonly format: DocumentFormat
  readonly bytes: number
  readonly chunks: number
  readonly metadata: Metadata
  readonly createdAt: string
  readonly updatedAt: string
  /** Why it is `failed`, or what keeps it from being `indexed`. */
  readonly error?: { readonly code: string; readonly message: string }
}

export interface DocumentReceipt {
  readonly id: string
  readonly status: DocumentStatus
  readonly version: number
}

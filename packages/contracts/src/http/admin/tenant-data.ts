import * as z from 'zod/mini'

import { DOCUMENT_FORMATS } from '../documents.ts'

/** `DELETE /admin/v1/tenants/:id/data`: how much was erased. */
export const ErasedData = z.object({
  documents: z.int(),
  chunks: z.int(),
  sessions: z.int(),
  messages: z.int(),
  usageRows: z.int(),
})

/** `POST /admin/v1/tenants/:id/documents/retry` */
export const RetriedDocuments = z.object({ retried: z.int() })

/** `GET /admin/v1/tenants/:id/dead-letters`: a document that every attempt has failed for. */
export const DeadLetter = z.object({
  documentId: z.string(),
  title: z.string(),
  version: z.int(),
  bytes: z.int(),
  format: z.enum(DOCUMENT_FORMATS),
  createdAt: z.iso.datetime(),
  failedAt: z.iso.datetime(),
  reason: z.nullable(z.object({ code: z.string(), message: z.string() })),
})

const EmbeddingModel = z.object({ model: z.string(), dimensions: z.int() })

/** `GET /admin/v1/tenants/:id/embedding`: the model in use, and how far the move to another is. */
export const TenantEmbedding = z.object({
  stamp: z.nullable(EmbeddingModel),
  move: z.nullable(z.object({ to: EmbeddingModel, documents: z.int(), moved: z.int() })),
})

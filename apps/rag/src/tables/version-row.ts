import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import type { Document, DocumentStatus } from '@bulkhead/contracts/http/documents'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import type { Job, Stage } from '../corpus-protocol.ts'

/** A row of `version`. */
export type VersionRow = {
  key: number
  document_id: string
  number: number
  title: string | null
  format: DocumentFormat
  bytes: number
  metadata: string
  content_hash: string
  object_key: string
  vector_prefix: string
  chunk_tokens: number
  overlap_tokens: number
  status: DocumentStatus
  stage: Stage
  chunks: number
  upserted: number
  crashes: number
  /** How often its reader was ended while it read this version. */
  reader_deaths: number
  delays: number
  lease: number
  lease_until_ms: number
  not_before_ms: number
  due_ms: number | null
  error_code: string | null
  error_message: string | null
  request_id: string
  traceparent: string
  updated_ms: number
}

/** The newest version of a document with what belongs to the document itself. */
export type NewestRow = VersionRow & { seq: number; live: number | null; created_ms: number }

export function toDocument(row: NewestRow): Document {
  return {
    id: row.document_id,
    title: row.title ?? row.document_id,
    status: row.status,
    version: row.number,
    format: row.format,
    bytes: row.bytes,
    chunks: row.chunks,
    metadata: JSON.parse(row.metadata),
    createdAt: new Date(row.created_ms).toISOString(),
    updatedAt: new Date(row.updated_ms).toISOString(),
    ...(row.error_code === null
      ? {}
      : { error: { code: row.error_code, message: row.error_message ?? row.error_code } }),
  }
}

export function toJob(row: VersionRow, flags: FlagOverrides): Job {
  return {
    versionKey: row.key,
    lease: row.lease,
    documentId: row.document_id,
    version: row.number,
    stage: row.stage === 'extract' || row.stage === 'move' ? row.stage : 'embed',
    title: row.title,
    format: row.format,
    bytes: row.bytes,
    objectKey: row.object_key,
    vectorPrefix: row.vector_prefix,
    chunkTokens: row.chunk_tokens,
    overlapTokens: row.overlap_tokens,
    requestId: row.request_id,
    traceparent: row.traceparent,
    flags,
  }
}

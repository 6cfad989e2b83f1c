import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import type { Document, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import type { Filter, Metadata } from '@bulkhead/contracts/http/filter'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { ChunkBudget } from './chunking/chunk-document.ts'

/** Who calls the Corpus; the first argument of each of its methods. */
export interface Caller {
  readonly tenantId: TenantId
  readonly requestId: string
  /** For the log; an alarm has none. */
  readonly traceId?: string
}

/** An upload that already lies in R2. */
export interface Upload extends ChunkBudget {
  readonly documentId: string
  /** As given by the caller; without one the first heading becomes the title. */
  readonly title: string | null
  readonly format: DocumentFormat
  readonly bytes: number
  readonly metadata: Metadata
  readonly contentHash: string
  readonly objectKey: string
  readonly vectorPrefix: string
  readonly traceparent: string
  readonly maxDocuments: number
  /** Those of the tenant's config: the Corpus keeps them for work that has no gateway in front. */
  readonly flags: FlagOverrides
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null
}

/** `stored` is false when the upload was not needed and its object can go. */
export interface Accepted {
  readonly receipt: DocumentReceipt
  readonly stored: boolean
  readonly replayed: boolean
}

export interface DocumentRef {
  readonly documentId: string
  readonly version: number
}

/** The right to work on one version until the lease ends. `lease` fences: an older holder's writes are refused. */
export interface Claim {
  readonly versionKey: number
  readonly lease: number
}

export interface Job extends Claim, DocumentRef, ChunkBudget {
  readonly stage: 'extract' | 'embed' | 'move'
  readonly title: string | null
  readonly format: DocumentFormat
  readonly bytes: number
  readonly objectKey: string
  readonly vectorPrefix: string
  readonly requestId: string
  readonly traceparent: string
  /** What the tenant's config said with its last upload. */
  readonly flags: FlagOverrides
}

/** Vectors below `upserted` were handed to Vectorize. */
export interface Upserted extends Claim {
  /** A worker deployed before the Corpus may not send it. */
  readonly vectorPrefix?: string
  readonly upserted: number
}

export interface StagedChunk {
  readonly ordinal: number
  readonly start: number
  readonly end: number
  readonly heading: string | null
  readonly page: number | null
  readonly text: string
  /** The title the chunk is found under. */
  readonly title: string
}

/** A chunk whose vector is missing. */
export interface Passage {
  readonly versionKey: number
  readonly vectorPrefix: string
  readonly ordinal: number
  readonly title: string
  readonly heading: string | null
  readonly text: string
}

/** What the vectors of a corpus are made by; two models never meet in one corpus. */
export interface EmbeddingStamp {
  readonly model: string
  readonly dimensions: number
}

export interface Problem {
  readonly code: string
  readonly message: string
}

/** `next` while a change of the model is under way. */
export interface EmbeddingStamps {
  readonly current: EmbeddingStamp
  readonly next: EmbeddingStamp | null
}

/** What is to be embedded now, all of it by one model. */
export interface Batch {
  readonly stamp: EmbeddingStamp
  readonly passages: readonly Passage[]
}

/** Which passages a worker asks for: those of new documents, or of documents that move to the next model. */
export interface BatchRequest {
  readonly stage: 'embed' | 'move'
  readonly stamps: EmbeddingStamps
  readonly limit: number
}

/** What keeps a version from going on: it stays searchable and is tried again after `delayMs` (by default growing, at most a minute). */
export interface Deferral extends Problem {
  readonly delayMs?: number
}

export interface WordsQuery {
  readonly terms: readonly string[]
  readonly filter?: Filter | undefined
}

export interface ResolvedHit {
  readonly chunk: number
  readonly documentId: string
  readonly score: number
}

export interface WordsHit extends ResolvedHit {
  /** Which share of the query's terms the chunk holds, rare ones weighing more. Known of the best few. */
  readonly coverage?: number
}

export interface VectorMatch {
  readonly prefix: string
  readonly ordinal: number
  readonly score: number
}

/** No hits at all (null): the corpus was built by another model, so the matches mean nothing. */
export interface Resolved {
  readonly hits: ResolvedHit[] | null
}

/** A live version's vectors: their ids begin with `vectorPrefix` and end with the chunk's place. */
export interface VectorRange {
  readonly vectorPrefix: string
  readonly chunks: number
}

/** The text of a chunk for a search result. */
export interface ChunkText {
  readonly chunk: number
  readonly documentId: string
  readonly version: number
  readonly ordinal: number
  readonly title: string
  readonly heading: string | null
  readonly page: number | null
  readonly text: string
  readonly metadata: Metadata
}

export interface DocumentPage {
  readonly data: readonly Document[]
  /** The position of the last document, when more follow. */
  readonly next: number | null
}

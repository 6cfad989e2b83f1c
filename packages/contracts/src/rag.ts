import type { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

import type { RequestContext } from './context.ts'
import type { DocumentText, PassageRange } from './http/document-text.ts'
import type {
  Document,
  DocumentFormat,
  DocumentInput,
  DocumentReceipt,
  DocumentsPage,
  FileReceipt,
} from './http/documents.ts'
import type { EmbeddingsRequest, EmbeddingsResponse } from './http/embeddings.ts'
import type { Metadata } from './http/filter.ts'
import type { Page, Warning } from './http/lists.ts'
import type { RerankReply, RerankRequest } from './http/rerank.ts'
import type { SearchReply, SearchRequest, SearchResult } from './http/search.ts'
import type { Outcome } from './outcome.ts'
import type { EmbeddingUse } from './rate-limit.ts'
import type { WarmAsk, Warmed } from './warm-all.ts'

/** The part of a tenant's config that rag needs. */
export type RagTenant = Pick<TenantConfig, 'rag' | 'flags'>

/** What is known of a raw file before its bytes are read. */
export interface FileInput {
  readonly id?: string
  readonly title?: string
  readonly metadata?: Metadata
  /** What its owner calls it: the end of the name tells the format where the content type does not. */
  readonly fileName?: string
  readonly format?: DocumentFormat
  readonly contentType: string
  readonly bytes: number
}

/** A form of files; `contentType` names the boundary of its parts. */
export interface FormInput {
  readonly contentType: string
  readonly bytes?: number
}

/** `isBatch`: several were sent, or one that holds several. Else the only receipt is that of the file. */
export interface PutFilesReply {
  readonly isBatch: boolean
  readonly files: readonly FileReceipt[]
  readonly replayed?: boolean
}

/** `replayed`: the stored result of an earlier request with the same Idempotency-Key. */
export interface PutReceipt extends DocumentReceipt {
  readonly replayed?: boolean
}

/** What the tenant's documents take up. */
export interface StorageUse {
  readonly documents: number
  readonly documentBytes: number
}

/** `stamp` null: the tenant has no vectors yet. `move` null: no change is under way, or it is over. */
export interface EmbeddingProgress {
  readonly stamp: EmbeddingModel | null
  readonly move: { readonly to: EmbeddingModel; readonly documents: number; readonly moved: number } | null
}

export interface EmbeddingModel {
  readonly model: string
  readonly dimensions: number
}

/** On which page the text of a passage goes on from `start`. */
export interface PageStart {
  readonly start: number
  readonly page: number
}

/** A search result as an answer uses it. */
export interface FoundPassage extends SearchResult {
  /** Where in `text` each page begins, if it stands on several. */
  readonly pages?: readonly PageStart[]
}

/** What a search found, as an answer uses it. */
export interface FoundPassages {
  readonly results: readonly FoundPassage[]
  readonly warnings: readonly Warning[]
}

/**
 * A search that an answer is grounded on. `found` null: no side of the search answered, and the answer goes
 * on without.
 */
export interface Consultation {
  readonly found: FoundPassages | null
  /** What embedding the question took; null when nothing was embedded. */
  readonly embedded: EmbeddingUse | null
}

/** Implemented by apps/rag (entrypoint `Rag`); called by gateway and chat. */
export interface RagService {
  putDocument(ctx: RequestContext, tenant: RagTenant, input: DocumentInput): Promise<Outcome<PutReceipt>>
  /** A raw file, or an archive of files, with exactly `input.bytes` bytes. */
  putFiles(
    ctx: RequestContext,
    tenant: RagTenant,
    input: FileInput,
    body: ReadableStream<Uint8Array>,
  ): Promise<Outcome<PutFilesReply>>
  /** A form of files. Nothing is accepted before its end has been seen. */
  putForm(
    ctx: RequestContext,
    tenant: RagTenant,
    input: FormInput,
    body: ReadableStream<Uint8Array>,
  ): Promise<Outcome<PutFilesReply>>
  listDocuments(ctx: RequestContext, page: DocumentsPage): Promise<Outcome<Page<Document>>>
  storage(ctx: RequestContext): Promise<Outcome<StorageUse>>
  getDocument(ctx: RequestContext, documentId: string): Promise<Outcome<Document>>
  /** The document with its text, as it is searched. */
  readDocument(ctx: RequestContext, documentId: string, range: PassageRange): Promise<Outcome<DocumentText>>
  deleteDocument(ctx: RequestContext, documentId: string): Promise<Outcome<null>>
  retryDocument(ctx: RequestContext, documentId: string): Promise<Outcome<DocumentReceipt>>
  retryAll(ctx: RequestContext): Promise<Outcome<{ readonly retried: number }>>
  /**
   * Hybrid search over the tenant's documents. Settles `ctx.reservationId` with the embedding tokens used;
   * without one it reserves for itself. Refusals: `retrieval_unavailable` when no side answered.
   */
  search(ctx: RequestContext, tenant: RagTenant, request: SearchRequest): Promise<Outcome<SearchReply>>
  /**
   * The same search inside an answer. `ctx.reservationId` is the answer's and covers the query's embedding,
   * at most `estimateTokens(query)`: rag neither reserves nor settles, and the caller settles `embedded`
   * together with the answer. A call that was lost may have embedded the query.
   */
  consult(ctx: RequestContext, tenant: RagTenant, request: SearchRequest): Promise<Outcome<Consultation>>
  /** Settles `ctx.reservationId` with what the ranking took. */
  rerank(ctx: RequestContext, request: RerankRequest): Promise<Outcome<RerankReply>>
  embed(ctx: RequestContext, request: EmbeddingsRequest): Promise<Outcome<EmbeddingsResponse>>
  /** Which embedding model the tenant's documents are searched by, and how far a change of it is. */
  embeddingProgress(ctx: RequestContext): Promise<Outcome<EmbeddingProgress>>
  /** The deployment's embedding model. */
  embeddingModel(): Promise<{ readonly model: string; readonly dimensions: number }>
  /** Erases the tenant's documents everywhere; safe to repeat. */
  erase(ctx: RequestContext): Promise<Outcome<{ readonly documents: number; readonly chunks: number }>>
  /** Called by the cron. The first call for a tenant creates its (empty) corpus. */
  warm(ctx: RequestContext): Promise<Outcome<null>>
  /** `warm` for each, and one that fails keeps nobody else from it. Refuses nothing as a whole. */
  warmAll(asks: readonly WarmAsk[]): Promise<Warmed>
  ping(): Promise<'ok'>
}

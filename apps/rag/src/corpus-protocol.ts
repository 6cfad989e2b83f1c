import type { Caller } from '@bulkhead/contracts/context'
import type { PassageRange } from '@bulkhead/contracts/http/document-text'
import type {
  Document,
  DocumentFormat,
  DocumentReceipt,
  DocumentsPage,
} from '@bulkhead/contracts/http/documents'
import type { Filter, Metadata } from '@bulkhead/contracts/http/filter'
import type { Page } from '@bulkhead/contracts/http/lists'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { EmbeddingProgress, StorageUse, PageStart } from '@bulkhead/contracts/rag'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'

import type { DocumentRead } from './document-read.ts'

/** What is to be done next with a version; `status` is what its owner reads. */
export type Stage = 'extract' | 'embed' | 'confirm' | 'done' | 'move' | 'prove' | 'moved'

/** How a document is cut up. */
export interface ChunkBudget {
  readonly chunkTokens: number
  readonly overlapTokens: number
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
  readonly maxBytes: number
  /** Those of the tenant's config: the Corpus keeps them for work that has no gateway in front. */
  readonly flags: FlagOverrides
  /** Fingerprints of the Idempotency-Key and of what it came with. */
  readonly keyed: { readonly key: string; readonly body: string } | null
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

/**
 * The right to work on one version until the lease ends. `lease` fences: an older holder's writes are
 * refused.
 */
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
  readonly vectorPrefix: string
  readonly upserted: number
}

export interface StagedChunk {
  readonly ordinal: number
  readonly start: number
  readonly end: number
  readonly heading: string | null
  readonly page: number | null
  /** Where in `text` its pages begin, if there are several. */
  readonly pages?: readonly PageStart[]
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

/**
 * What keeps a version from going on: it stays searchable and is tried again after `delayMs` (by default
 * growing, at most a minute).
 */
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

/** A chunk for a search result; `start` and `stop` are the place in the document of its text without the lead. */
export interface ChunkText extends Omit<StagedChunk, 'end'> {
  readonly chunk: number
  readonly documentId: string
  readonly version: number
  readonly stop: number
  readonly metadata: Metadata
}

/** `ref` is set when the document goes round again and a message is due. */
export interface Retried {
  readonly receipt: DocumentReceipt
  readonly ref: DocumentRef | null
}

/** `isIncomplete`: some document is not searchable yet. */
export interface WordsFound {
  readonly hits: readonly WordsHit[]
  readonly isIncomplete: boolean
}

/** A Corpus as the Worker calls it. What it throws is a bug or failing storage. */
export interface CorpusObject {
  accept(caller: Caller, upload: Upload): Promise<Outcome<Accepted>>
  get(caller: Caller, documentId: string): Promise<Outcome<Document>>
  read(caller: Caller, documentId: string, range: PassageRange): Promise<Outcome<DocumentRead>>
  /** Refuses an upload of so many bytes before they are stored. */
  requireRoom(caller: Caller, bytes: number, maxBytes: number): Promise<Outcome<void>>
  storage(caller: Caller): Promise<Outcome<StorageUse>>
  list(caller: Caller, page: DocumentsPage): Promise<Outcome<Page<Document>>>
  remove(caller: Caller, documentId: string): Promise<Outcome<void>>
  erase(caller: Caller): Promise<Outcome<{ readonly documents: number; readonly chunks: number }>>
  retry(caller: Caller, documentId: string): Promise<Outcome<Retried>>
  retryAll(caller: Caller, stamps: EmbeddingStamps): Promise<Outcome<DocumentRef[]>>
  claim(caller: Caller, refs: readonly DocumentRef[]): Promise<Outcome<Job[]>>
  /** Which documents wait for somebody to work on them. */
  waiting(caller: Caller, limit: number): Promise<Outcome<DocumentRef[]>>
  renew(caller: Caller, claims: readonly Claim[]): Promise<Outcome<void>>
  /** False: the claim is lost, stop. */
  stage(caller: Caller, claim: Claim, from: number, chunks: readonly StagedChunk[]): Promise<Outcome<boolean>>
  publish(caller: Caller, claim: Claim, title: string): Promise<Outcome<boolean>>
  /** Null: the vectors of this corpus are another model's. */
  passages(caller: Caller, claims: readonly Claim[], request: BatchRequest): Promise<Outcome<Batch | null>>
  upserted(caller: Caller, done: readonly Upserted[]): Promise<Outcome<void>>
  defer(caller: Caller, claims: readonly Claim[], deferral: Deferral): Promise<Outcome<void>>
  /** `dueInMs`: when the alarm is to send a message, for callers that send one themselves; left out: at once. */
  yieldTurn(caller: Caller, claims: readonly Claim[], dueInMs?: number): Promise<Outcome<void>>
  crashed(caller: Caller, claims: readonly Claim[]): Promise<Outcome<void>>
  /** The document ended the Worker that read it. True: too often, so it has failed. */
  readerEnded(caller: Caller, claim: Claim): Promise<Outcome<boolean>>
  fail(caller: Caller, claim: Claim, problem: Problem): Promise<Outcome<void>>
  giveUp(caller: Caller, ref: DocumentRef): Promise<Outcome<boolean>>
  searchWords(caller: Caller, query: WordsQuery): Promise<Outcome<WordsFound>>
  /**
   * Whose vectors a search has to compare with. Null: those of a model that this deployment does not have, so
   * none.
   */
  searchedModel(caller: Caller, stamps: EmbeddingStamps): Promise<Outcome<EmbeddingStamp | null>>
  embeddingProgress(caller: Caller, stamps: EmbeddingStamps): Promise<Outcome<EmbeddingProgress>>
  resolve(
    caller: Caller,
    matches: readonly VectorMatch[],
    stamp: EmbeddingStamp,
    filter: Filter | undefined,
  ): Promise<Outcome<Resolved>>
  /** Where the vectors of all that meets the filter are, or null when they are more than `chunksMax`. */
  vectorsMeeting(caller: Caller, filter: Filter, chunksMax: number): Promise<Outcome<VectorRange[] | null>>
  texts(caller: Caller, chunks: readonly number[]): Promise<Outcome<ChunkText[]>>
  warm(caller: Caller): Promise<Outcome<void>>
}

import type { EmbeddingInput } from '@bulkhead/contracts/http/embeddings'
import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import type { Asker } from '../asker.ts'
import type { Counted } from '../counted.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ModelRequest } from '../model-request.ts'
import type { DeltaReader, ReaderLimits } from '../reading/delta-reader.ts'

/** How the model is spoken to, and where what a refusal taught is kept. */
export interface Speech {
  dialectOf(given: Dialect): Dialect
  learn(lesson: Partial<Dialect>): void
}

interface Asking {
  readonly ctx: Asker
  /** The tenant's name for the model. */
  readonly model: string
  readonly signal: AbortSignal
}

/** One attempt at an answer. */
export interface AnswerAsk extends Asking {
  readonly request: ModelRequest
  /** As it is made, or at once. */
  readonly stream: boolean
  /** Another model will be asked should this one have no room. */
  readonly hasFallback: boolean
  readonly speech: Speech
  readonly startMs: number
  readonly limits: ReaderLimits
}

/** One attempt at embeddings. */
export interface EmbedAsk extends Asking {
  readonly texts: readonly EmbeddingInput[]
}

/** One attempt at a ranking. */
export interface RerankAsk extends Asking {
  readonly query: string
  readonly documents: readonly string[]
}

export interface Ranked {
  /** As many as documents, in their order: higher is more relevant. */
  readonly scores: readonly number[]
  readonly counted: Counted | undefined
  /** What a stand-in says of itself. */
  readonly notice?: string
}

export interface Embedded {
  /** As many as texts, in their order. */
  readonly vectors: readonly number[][]
  readonly counted: Counted | undefined
}

/** Something that serves models. Throws a ProviderFailure, or anything else when the connection broke. */
export interface Provider {
  readonly name: ModelEntry['provider']
  /** Where it is, for the log. */
  readonly host: string
  /** Resolves when the provider has begun to answer. Whatever it sends is read as deltas in one form, be it a stream or one piece. */
  answer(ask: AnswerAsk): Promise<DeltaReader>
  embed(ask: EmbedAsk): Promise<Embedded>
  rerank(ask: RerankAsk): Promise<Ranked>
}

import type { ExtractService } from '@bulkhead/contracts/extract'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'

import type { CorpusObject } from './corpus-protocol.ts'

/** The part of Workers AI that rag uses; the local stand-in has it too. */
export interface EmbeddingProvider {
  run(model: string, input: object, options?: AiOptions): Promise<unknown>
  toMarkdown(
    document: { readonly name: string; readonly blob: Blob },
    options: ConversionRequestOptions,
  ): Promise<ConversionResponse>
}

/**
 * What `wrangler types` generated, with the bindings narrowed to what both worlds offer (locally AI and
 * VECTORIZE are service bindings).
 */
export interface RagEnv extends Omit<
  Cloudflare.Env,
  | 'AI'
  | 'VECTORIZE'
  | 'VECTORIZE_NEXT'
  | 'CORPORA'
  | 'RATE_LIMIT'
  | 'EXTRACT'
  | 'CONTROL'
  | 'EMBEDDING_MODEL_NEXT'
  | 'EMBEDDING_DIMENSIONS_NEXT'
  | 'ENVIRONMENT'
  | 'READ_AT_ONCE'
  | 'LOG_LEVEL'
> {
  readonly AI: EmbeddingProvider
  readonly VECTORIZE: Vectorize
  /** The index of the next model; while no change is under way, any. */
  readonly VECTORIZE_NEXT: Vectorize
  /** Empty: no change is under way. */
  readonly EMBEDDING_MODEL_NEXT: string
  readonly EMBEDDING_DIMENSIONS_NEXT: string
  readonly CORPORA: { getByName(name: string): CorpusObject }
  readonly RATE_LIMIT: RateLimitService
  readonly EXTRACT: ExtractService
  readonly CONTROL: Pick<RecordKeeper, 'documents'>
  readonly ENVIRONMENT: string
  /** `true`: small uploads are read by the request that brought them. */
  readonly READ_AT_ONCE: string
  readonly LOG_LEVEL?: string
}
